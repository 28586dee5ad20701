import Basketball

/// What the fields of line files have in common.
enum LineFields {
    /// Reads every line; a line that breaks a rule is rejected with the rule's name.
    static func parse(
        _ input: FormatInput, _ table: String, read: (CSVScanner) throws(BrokenRule) -> PlayerLineOffer
    ) -> ParsedFile {
        var scanner = input.scanner()
        var parsed = ParsedFile()
        let width = input.header.names.count
        while scanner.next() {
            parsed.rowsIn += 1
            do throws(BrokenRule) {
                guard scanner.fields.count == width else {
                    throw BrokenRule(
                        rule: "field_count", expected: "\(width) fields as in the header, found \(scanner.fields.count)"
                    )
                }
                parsed.playerLines.append(try read(scanner))
            } catch {
                parsed.rejected.append(
                    Rejected(
                        origin: Origin(file: input.file, line: scanner.line), table: table, rule: error.rule,
                        expected: error.expected, text: scanner.recordText))
            }
        }
        return parsed
    }

    static func name(_ line: CSVScanner, _ at: Int, _ what: String) throws(BrokenRule) -> String {
        let text = line.text(at).trimmingSpaces
        guard !text.isEmpty else { throw BrokenRule(rule: "name", expected: "a \(what), found nothing") }
        return text
    }

    /// A line in thousandths, from 0 to 1,000.
    static func number(_ line: CSVScanner, _ at: Int) throws(BrokenRule) -> Int {
        guard let value = readThousandths(line.field(at)).known, (0...1_000_000).contains(value) else {
            throw BrokenRule(rule: "line", expected: "a number from 0 to 1000, found '\(line.text(at))'")
        }
        return value
    }

    /// American odds; nil when the field is empty.
    static func price(_ line: CSVScanner, _ at: Int) throws(BrokenRule) -> Int? {
        var field = line.field(at)
        if field.first == UInt8(ascii: "+") { field = UnsafeBufferPointer(rebasing: field.dropFirst()) }
        switch readInteger(field) {
        case .empty: return nil
        case .value(let value):
            if let odds = AmericanOdds.valid(value) { return odds }
            fallthrough
        case .invalid:
            throw BrokenRule(
                rule: "price", expected: "American odds such as -110 or 120, or nothing, found '\(line.text(at))'")
        }
    }
}

/// Reads moments of line files; the same text is read once.
struct LineTimes {
    private let capturedAt: Int
    private var known: [String: Instant] = [:]

    init(_ header: Header) {
        capturedAt = header.contains("CAPTURED_AT") ? header.index("CAPTURED_AT") : header.index("FETCHED_AT")
    }

    mutating func moment(_ line: CSVScanner, _ at: Int) throws(BrokenRule) -> Instant {
        let text = line.text(at)
        if let found = known[text] { return found }
        guard let read = Instant(text) else {
            throw BrokenRule(
                rule: "time", expected: "a time with its zone such as 2024-10-22T23:40:00Z, found '\(text)'")
        }
        known[text] = read
        return read
    }

    /// When the line was captured; nil when the file does not say.
    mutating func captured(_ line: CSVScanner) throws(BrokenRule) -> Instant? {
        guard capturedAt >= 0, !line.field(capturedAt).isEmpty else { return nil }
        return try moment(line, capturedAt)
    }
}

/// Makes a text of a column's field once for each different field.
struct TextCache {
    private var made: [String: String] = [:]

    mutating func made(of field: UnsafeBufferPointer<UInt8>, _ make: (String) -> String) -> String {
        let text = String(decoding: field, as: UTF8.self)
        if let found = made[text] { return found }
        let result = make(text)
        if made.count < 4096 { made[text] = result }
        return result
    }
}
