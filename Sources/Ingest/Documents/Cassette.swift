/// Recordings of answers in YAML, as the tool `vcr` writes them: the text of an answer is the scalar `string` below `body`.
///
/// Only what such files have is read: keys by their indentation, and scalars in single or double quotes or plain on one
/// line (YAML 1.2, section 7.3), with their folding of lines. Nothing in it can refer to itself or grow.
enum Cassette {
    static func isCassette(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.starts(with: Array("interactions:".utf8))
    }

    /// The texts of all recorded answers.
    ///
    /// - Throws: `ImportError` when a text does not end, or has an unknown escape.
    static func bodies(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(ImportError) -> [String] {
        var reader = Reader(bytes: bytes, file: file)
        var bodies: [String] = []
        var isBody = false
        while let line = reader.nextLine() {
            let content = line.content
            if content.starts(with: Array("body:".utf8)) {
                isBody = content.count == 5
            } else if isBody, content.starts(with: Array("string:".utf8)) {
                bodies.append(try reader.scalar(from: line.start + 7))
                isBody = false
            } else if !content.isEmpty {
                isBody = false
            }
        }
        return bodies.filter { $0.utf8.contains { $0 > 32 } }
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        let file: String
        var at = 0

        /// The next line without its indentation.
        mutating func nextLine() -> (start: Int, content: UnsafeBufferPointer<UInt8>)? {
            guard at < bytes.count else { return nil }
            var start = at
            while start < bytes.count, bytes[start] == 32 || bytes[start] == UInt8(ascii: "-") { start += 1 }
            var end = start
            while end < bytes.count, bytes[end] != 10 { end += 1 }
            at = min(end + 1, bytes.count)
            while end > start, bytes[end - 1] <= 32 { end -= 1 }
            return (start, UnsafeBufferPointer(rebasing: bytes[start..<end]))
        }

        /// A scalar that starts at or behind a position; the reader goes on behind it.
        mutating func scalar(from start: Int) throws(ImportError) -> String {
            at = start
            while at < bytes.count, bytes[at] == 32 { at += 1 }
            guard at < bytes.count else { return "" }
            switch bytes[at] {
            case UInt8(ascii: "'"): return try quoted(UInt8(ascii: "'"))
            case UInt8(ascii: "\""): return try quoted(UInt8(ascii: "\""))
            default:
                guard let line = nextLine() else { return "" }
                return String(decoding: line.content, as: UTF8.self)
            }
        }

        private mutating func quoted(_ quote: UInt8) throws(ImportError) -> String {
            let opening = at
            at += 1
            var text: [UInt8] = []
            while at < bytes.count {
                let byte = bytes[at]
                if byte == quote {
                    if quote == UInt8(ascii: "'"), at + 1 < bytes.count, bytes[at + 1] == quote {
                        text.append(quote)
                        at += 2
                        continue
                    }
                    at += 1
                    while at < bytes.count, bytes[at] != 10 { at += 1 }
                    at = min(at + 1, bytes.count)
                    return String(decoding: text, as: UTF8.self)
                }
                if byte == 10 {
                    fold(&text)
                } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                    try escape(&text)
                } else {
                    text.append(byte)
                    at += 1
                }
            }
            throw fault("a quoted text that does not end", opening)
        }

        /// A line break inside quotes is a space, and each empty line a line break.
        private mutating func fold(_ text: inout [UInt8]) {
            while let last = text.last, last == 32 || last == 9 || last == 13 { text.removeLast() }
            var breaks = 0
            while at < bytes.count, bytes[at] <= 32 {
                if bytes[at] == 10 { breaks += 1 }
                at += 1
            }
            text.append(contentsOf: breaks <= 1 ? [32] : [UInt8](repeating: 10, count: breaks - 1))
        }

        private mutating func escape(_ text: inout [UInt8]) throws(ImportError) {
            guard at + 1 < bytes.count else { throw fault("a quoted text that does not end", at) }
            let code = bytes[at + 1]
            at += 2
            switch code {
            case 10, 13:
                // The line goes on behind the next line's indentation.
                while at < bytes.count, bytes[at] <= 32 { at += 1 }
            case UInt8(ascii: "x"): try unicode(2, &text)
            case UInt8(ascii: "u"): try unicode(4, &text)
            case UInt8(ascii: "U"): try unicode(8, &text)
            default:
                guard let byte = Reader.simple[code] else {
                    throw fault("an unknown escape '\\\(String(UnicodeScalar(code)))'", at)
                }
                text.append(contentsOf: byte.utf8)
            }
        }

        private static let simple: [UInt8: String] = [
            UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t",
            9: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}", UInt8(ascii: "f"): "\u{C}",
            UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", 32: " ", UInt8(ascii: "\""): "\"",
            UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
            UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
        ]

        private mutating func unicode(_ digits: Int, _ text: inout [UInt8]) throws(ImportError) {
            guard at + digits <= bytes.count,
                let value = UInt32(String(decoding: bytes[at..<(at + digits)], as: UTF8.self), radix: 16)
            else { throw fault("an escape without \(digits) digits", at) }
            at += digits
            // Half of a pair has no character of its own.
            text.append(contentsOf: String(UnicodeScalar(value).map(Character.init) ?? "\u{FFFD}").utf8)
        }

        private func fault(_ what: String, _ position: Int) -> ImportError {
            ImportError(
                .content, "the recording has \(what)", file: file, line: 1 + bytes[..<position].count { $0 == 10 },
                remedy: "record it again")
        }
    }
}
