import CDeflate

/// Reads the members of a zip archive (PKWARE APPNOTE 6.3), stored or deflated, without encryption or 64-bit sizes.
enum ZipArchive {
    /// A file of the archive.
    struct Member {
        let name: String
        let method: Int
        let checksum: UInt32
        let compressed: Int
        let size: Int
        let header: Int
    }

    /// The files in the order of their names, without folders and what macOS adds.
    static func members(_ disk: ByteBlock, _ path: String) throws(ImportError) -> [Member] {
        let bytes = disk.buffer
        guard let end = endOfDirectory(bytes) else { throw damaged(path) }
        let count = number(bytes, end + 10, 2)
        var at = number(bytes, end + 16, 4)
        var members: [Member] = []
        for _ in 0..<count {
            guard at + 46 <= bytes.count, number(bytes, at, 4) == 0x0201_4B50 else { throw damaged(path) }
            let nameLength = number(bytes, at + 28, 2)
            guard at + 46 + nameLength <= bytes.count else { throw damaged(path) }
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
            guard number(bytes, at + 8, 2) & 1 == 0 else {
                throw ImportError(.unreadable, "the archive is encrypted", file: path, remedy: "unpack it first")
            }
            let member = Member(
                name: name, method: number(bytes, at + 10, 2), checksum: UInt32(number(bytes, at + 16, 4)),
                compressed: number(bytes, at + 20, 4), size: number(bytes, at + 24, 4),
                header: number(bytes, at + 42, 4))
            at += 46 + nameLength + number(bytes, at + 30, 2) + number(bytes, at + 32, 2)
            let last = name.split(separator: "/").last ?? ""
            if name.hasSuffix("/") || name.hasPrefix("__MACOSX/") || last.hasPrefix(".") { continue }
            members.append(member)
        }
        return members.sorted { $0.name < $1.name }
    }

    static func expand(_ member: Member, _ disk: ByteBlock, _ path: String) throws(ImportError) -> ByteBlock {
        let bytes = disk.buffer
        guard member.header + 30 <= bytes.count, number(bytes, member.header, 4) == 0x0403_4B50 else {
            throw damaged(path)
        }
        let start =
            member.header + 30 + number(bytes, member.header + 26, 2) + number(bytes, member.header + 28, 2)
        guard start + member.compressed <= bytes.count, let base = bytes.baseAddress else { throw damaged(path) }
        guard member.size <= SourceOpener.limit(compressed: disk.count) else {
            throw ImportError(
                .tooLarge,
                "\(member.name) expands to more than \(SourceOpener.limit(compressed: disk.count) >> 20) MiB",
                file: path, remedy: "unpack it first, if it is what you expect")
        }
        let block = try ByteBlock(capacity: member.size) { memory throws(ImportError) in
            switch member.method {
            case 0:
                guard member.compressed == member.size else { throw damaged(path) }
                memory.copyMemory(from: UnsafeRawBufferPointer(start: base + start, count: member.size))
            case 8:
                guard let decompressor = libdeflate_alloc_decompressor() else { throw damaged(path) }
                defer { libdeflate_free_decompressor(decompressor) }
                var produced = 0
                let code = libdeflate_deflate_decompress(
                    decompressor, base + start, member.compressed, memory.baseAddress, memory.count, &produced)
                guard code == LIBDEFLATE_SUCCESS, produced == member.size else { throw damaged(path) }
            default:
                throw ImportError(
                    .unreadable, "\(member.name) is packed in a way we cannot read (method \(member.method))",
                    file: path, remedy: "unpack it first")
            }
            return member.size
        }
        guard libdeflate_crc32(0, block.buffer.baseAddress, block.count) == member.checksum else { throw damaged(path) }
        return block
    }

    /// The record at the end that says where the directory is; a comment of up to 64 KiB may follow it.
    private static func endOfDirectory(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1)
            .first { number(bytes, $0, 4) == 0x0605_4B50 }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ count: Int) -> Int {
        (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }

    private static func damaged(_ path: String) -> ImportError {
        ImportError(.damaged, "the zip archive is cut short or damaged", file: path, remedy: "download it again")
    }
}
