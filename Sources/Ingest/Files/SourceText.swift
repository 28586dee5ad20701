import Foundation

/// Makes sure that a file is the text that every format expects, before a line of it is read.
enum SourceText {
    /// No line of any format comes near.
    static let longestLine = 65_536

    /// Where the text starts, behind a byte order mark.
    ///
    /// - Parameter isTable: a record is a line; documents may be one long line.
    static func check(_ source: SourceFile, isTable: Bool = true) throws(ImportError) -> Int {
        let bytes = source.bytes.buffer
        func fault(_ code: ImportError.Code, _ message: String, at: Int? = nil, _ remedy: String) -> ImportError {
            ImportError(
                code, message, file: source.name, line: at.map { at in 1 + bytes[..<at].count { $0 == 10 } },
                remedy: remedy)
        }
        guard let base = bytes.baseAddress, bytes.contains(where: { $0 > 32 }) else {
            throw fault(.empty, "the file is empty", "download it again or leave it out")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw fault(.encoding, "the file is UTF-16", "save it as UTF-8")
        }
        if let found = memchr(base, 0, bytes.count) {
            let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            throw fault(.encoding, "a NUL byte: this is not a text file, or it is damaged", at: at, "download it again")
        }
        if let at = firstInvalid(bytes) {
            throw fault(.encoding, "the text is not UTF-8", at: at, "save it as UTF-8")
        }
        var start = 0
        while isTable, start < bytes.count {
            let found = memchr(base + start, 10, bytes.count - start)
            let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
            if end - start > longestLine {
                throw fault(
                    .content, "a line of \(end - start) bytes; the longest allowed is \(longestLine)", at: start,
                    "check that the file is one record a line")
            }
            start = end + 1
        }
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Position of the first byte that is not part of valid UTF-8 (Unicode 15, table 3-7).
    private static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var at = 0
        while at < bytes.count {
            while at + 8 <= bytes.count,
                raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                at += 8
            }
            guard at < bytes.count else { return nil }
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            guard let length = sequence(bytes, at) else { return at }
            at += length
        }
        return nil
    }

    /// Length of the valid sequence of two to four bytes at a position; nil when there is none.
    private static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        let first = bytes[at]
        let (length, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { return nil }
        for index in 2..<max(2, length) where bytes[at + index] & 0xC0 != 0x80 { return nil }
        return length
    }
}
