import CDeflate

/// Expands gzip files (RFC 1952), also of several members one after the other.
enum Gzip {
    static func expand(_ disk: ByteBlock, _ path: String) throws(ImportError) -> ByteBlock {
        guard let decompressor = libdeflate_alloc_decompressor() else {
            throw ImportError(.unreadable, "no memory to expand the file", file: path)
        }
        defer { libdeflate_free_decompressor(decompressor) }
        // DEFLATE cannot expand further than this.
        let possible = 1032 * disk.count + 64
        // The last four bytes tell the size of the last member, which nearly always is the only one.
        let told = disk.count >= 18 ? length(disk.buffer.suffix(4)) : 0
        let limit = SourceOpener.limit(compressed: disk.count)
        var capacity = told > possible ? 4 * disk.count : max(64, told)
        while true {
            guard capacity <= limit else {
                throw ImportError(
                    .tooLarge, "expands to more than \(limit >> 20) MiB", file: path,
                    remedy: "expand it first, if it is what you expect")
            }
            var fits = true
            let block = try ByteBlock(capacity: capacity) { memory throws(ImportError) in
                guard let end = try expand(disk, into: memory, decompressor, path) else {
                    fits = false
                    return 0
                }
                return end
            }
            if fits { return block }
            // The last step is to the limit itself.
            capacity = capacity < limit ? min(limit, max(capacity * 2, disk.count * 4)) : limit + 1
        }
    }

    /// Bytes written; nil when there was not enough room.
    private static func expand(
        _ disk: ByteBlock, into memory: UnsafeMutableRawBufferPointer, _ decompressor: OpaquePointer, _ path: String
    ) throws(ImportError) -> Int? {
        var read = 0
        var written = 0
        while read < disk.count, let input = disk.buffer.baseAddress, let output = memory.baseAddress {
            // Tar and some downloaders fill up with zeros behind the last member.
            if read > 0, disk.buffer[read...].allSatisfy({ $0 == 0 }) { break }
            var consumed = 0
            var produced = 0
            switch libdeflate_gzip_decompress_ex(
                decompressor, input + read, disk.count - read, output + written, memory.count - written, &consumed,
                &produced)
            {
            case LIBDEFLATE_SUCCESS: break
            case LIBDEFLATE_INSUFFICIENT_SPACE: return nil
            default:
                throw ImportError(
                    .damaged, "the gzip file is cut short or damaged", file: path, remedy: "download it again")
            }
            read += consumed
            written += produced
        }
        return written
    }

    private static func length(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
