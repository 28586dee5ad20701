import Foundation
import Storage

/// Opens a file that is plain, gzipped or a zip archive, told apart by its first bytes and not by its name.
struct SourceOpener {
    /// No real season file is larger; what claims to be is a mistake or an attack.
    static let largest = 2 << 30

    /// The file's content; an archive gives one for each of its files.
    static func open(_ path: String) throws(ImportError) -> [SourceFile] {
        let disk = try read(path)
        guard disk.count > 0 else {
            throw ImportError(.empty, "the file is empty", file: path, remedy: "download it again or leave it out")
        }
        let digest = SHA256Digest(of: UnsafeRawBufferPointer(disk.buffer))
        func source(_ name: String, _ bytes: ByteBlock) -> SourceFile {
            SourceFile(
                path: path, name: name, bytes: bytes, sha256: digest,
                contentDigest: contentDigest(UnsafeRawBufferPointer(bytes.buffer)))
        }
        let start = Array(disk.buffer.prefix(4))
        if start.starts(with: [0x1F, 0x8B]) { return [source(path, try Gzip.expand(disk, path))] }
        if start == [0x50, 0x4B, 0x03, 0x04] || start == [0x50, 0x4B, 0x05, 0x06] {
            var files: [SourceFile] = []
            for member in try ZipArchive.members(disk, path) {
                files.append(source("\(path)/\(member.name)", try ZipArchive.expand(member, disk, path)))
            }
            guard !files.isEmpty else {
                throw ImportError(.empty, "the archive holds no file", file: path, remedy: "leave it out")
            }
            return files
        }
        return [source(path, disk)]
    }

    private static func read(_ path: String) throws(ImportError) -> ByteBlock {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { Foundation.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        guard status.st_size <= largest else {
            throw ImportError(.tooLarge, "the file is larger than \(largest >> 20) MiB", file: path)
        }
        return try ByteBlock(capacity: Int(status.st_size)) { memory throws(ImportError) in
            var filled = 0
            while filled < memory.count {
                let count = Foundation.read(descriptor, memory.baseAddress.map { $0 + filled }, memory.count - filled)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw unreadable(path) }
                if count == 0 { break }
                filled += count
            }
            return filled
        }
    }

    private static func unreadable(_ path: String) -> ImportError {
        ImportError(
            .unreadable, "cannot read the file: \(String(cString: strerror(errno)))", file: path,
            remedy: "check its permissions")
    }
}
