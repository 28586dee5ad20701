import Foundation

/// Where an export goes: standard output, or a file that appears complete or not at all.
final class ExportFile {
    private let path: String?
    private let temporary: String
    private let handle: FileHandle?

    /// - Parameter path: nil for standard output.
    init(_ path: String?) throws(Fault) {
        self.path = path
        temporary = (path ?? "") + ".\(ProcessInfo.processInfo.processIdentifier).partial"
        guard let path else {
            handle = nil
            return
        }
        guard FileManager.default.createFile(atPath: temporary, contents: nil),
            let opened = FileHandle(forWritingAtPath: temporary)
        else { throw Fault("cannot write the file", place: path, remedy: "check that its folder exists") }
        handle = opened
    }

    func write(_ bytes: [UInt8]) throws {
        guard let handle else { return try TextStream.output.write(bytes) }
        do { try handle.write(contentsOf: Data(bytes)) } catch {
            abandon()
            throw Fault("cannot write the file: \(error.localizedDescription)", place: path)
        }
    }

    /// Makes the file visible under its name.
    func finish() throws {
        guard let path, let handle else { return }
        try handle.close()
        guard rename(temporary, path) == 0 else {
            abandon()
            throw Fault("cannot write the file: \(String(cString: strerror(errno)))", place: path)
        }
    }

    /// Removes what was written.
    func abandon() { if path != nil { unlink(temporary) } }
}
