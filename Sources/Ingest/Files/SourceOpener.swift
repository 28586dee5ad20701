import Foundation
import Storage

/// Opens a file that is plain, gzipped or a zip archive, told apart by its first bytes and not by its name.
struct SourceOpener {
    /// No real season file is larger; what claims to be is a mistake or an attack.
    static let largest = 2 << 30
    /// Stands for what is piped in.
    static let standardInput = "-"

    /// Bytes that a compressed file may expand to: real tables shrink to a fifth or a tenth, not to a hundredth.
    static func limit(compressed: Int) -> Int { min(largest, max(64 << 20, 100 * compressed)) }

    /// The file's content; an archive gives one for each of its files that are data.
    static func open(_ path: String) throws(ImportError) -> (files: [SourceFile], ignored: [String]) {
        path == standardInput
            ? try expand(try readStandardInput(), "standard input") : try expand(try read(path), path)
    }

    /// The content of a file's bytes.
    static func expand(_ disk: ByteBlock, _ path: String) throws(ImportError) -> (
        files: [SourceFile], ignored: [String]
    ) {
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
        if start.starts(with: [0x1F, 0x8B]) { return ([source(path, try Gzip.expand(disk, path))], []) }
        if start == [0x50, 0x4B, 0x03, 0x04] || start == [0x50, 0x4B, 0x05, 0x06] {
            let all = try ZipArchive.members(disk, path)
            guard !all.isEmpty else {
                throw ImportError(.empty, "the archive holds no file", file: path, remedy: "leave it out")
            }
            // Whatever the only file is called, it is meant.
            let members = all.count == 1 ? all : all.filter { SourceDiscovery.isData($0.name) }
            var files: [SourceFile] = []
            var total = 0
            for member in members {
                total += member.size
                guard total <= limit(compressed: disk.count) else {
                    throw ImportError(
                        .tooLarge, "the archive expands to more than \(limit(compressed: disk.count) >> 20) MiB",
                        file: path, remedy: "unpack it first, if it is what you expect")
                }
                files.append(source("\(path)/\(member.name)", try ZipArchive.expand(member, disk, path)))
            }
            let ignored = all.map(\.name).filter { name in !members.contains { $0.name == name } }
            return (files, ignored.map { "\(path)/\($0)" })
        }
        return ([source(path, disk)], [])
    }

    /// What is piped in, to its end.
    private static func readStandardInput() throws(ImportError) -> ByteBlock {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = buffer.withUnsafeMutableBytes { Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable("standard input") }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= largest else {
                throw ImportError(.tooLarge, "more than \(largest >> 20) MiB", file: "standard input")
            }
        }
        return try ByteBlock(capacity: bytes.count) { memory throws(ImportError) in
            memory.copyBytes(from: bytes)
            return bytes.count
        }
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
