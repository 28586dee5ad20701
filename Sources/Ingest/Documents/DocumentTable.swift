import Storage

/// A table made from a document: the same text that a file of comma-separated values would be, so that one reader serves
/// both. Row 2 is the document's first record.
struct DocumentTable {
    /// For people: the document's name and what in it the table is.
    let name: String
    private var bytes: [UInt8] = []
    private let width: Int

    init(_ name: String, columns: [String]) {
        self.name = name
        width = columns.count
        append(columns)
    }

    /// Adds a row; a missing value is an empty field, one too many makes the row wrong and so refused later.
    mutating func append(_ values: [String]) {
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(value)
        }
        if values.count < width {
            bytes.append(contentsOf: repeatElement(UInt8(ascii: ","), count: width - values.count))
        }
        bytes.append(10)
    }

    private mutating func append(_ value: String) {
        // A record is a line: a line break inside a value would end it.
        let value = value.contains(where: \.isNewline) ? String(value.map { $0.isNewline ? " " : $0 }) : value
        guard value.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0 }) else {
            return bytes.append(contentsOf: value.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 where byte != 0 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The table as a source of its own, from the same file on disk.
    func source(of document: SourceFile) throws(ImportError) -> SourceFile {
        let bytes = self.bytes
        let block = try ByteBlock(capacity: bytes.count) { memory throws(ImportError) in
            memory.copyBytes(from: bytes)
            return bytes.count
        }
        return SourceFile(
            path: document.path, name: "\(document.name) (\(name))", bytes: block, sha256: document.sha256,
            contentDigest: contentDigest(UnsafeRawBufferPointer(block.buffer)))
    }
}
