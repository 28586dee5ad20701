import Basketball

/// Lists of fixtures: day-first dates with the UTC time of tip-off, full names of teams, no ids.
enum FixtureList: SourceFormat {
    static let name = "fixture-list"
    static let required = ["DATE", "HOME TEAM", "AWAY TEAM"]
    static let optional = ["MATCH NUMBER", "ROUND NUMBER", "LOCATION", "RESULT"]
    static let table = "games"
    static let kind: SourceKind? = .fixtureList

    static func parse(_ input: FormatInput) -> ParsedFile {
        let at = required.map { input.header.index($0) }
        let width = input.header.names.count
        var scanner = input.scanner()
        var parsed = ParsedFile()
        while scanner.next() {
            parsed.rowsIn += 1
            let origin = Origin(file: input.file, line: scanner.line)
            func reject(_ rule: String, _ expected: String) {
                parsed.rejected.append(
                    Rejected(origin: origin, table: table, rule: rule, expected: expected, text: scanner.recordText))
            }
            guard scanner.fields.count == width else {
                reject("field_count", "\(width) fields as in the header, found \(scanner.fields.count)")
                continue
            }
            guard let tipoff = moment(scanner.text(at[0])) else {
                reject("time", "a UTC time DD/MM/YYYY HH:MM, found '\(scanner.text(at[0]))'")
                continue
            }
            let (home, away) = (scanner.text(at[1]).trimmingSpaces, scanner.text(at[2]).trimmingSpaces)
            guard !home.isEmpty, !away.isEmpty else {
                reject("name", "two teams, found nothing")
                continue
            }
            parsed.fixtures.append(FixtureRow(tipoff: tipoff, home: home, away: away, origin: origin))
        }
        return parsed
    }

    /// `24/10/2023 23:30`, UTC; also ISO 8601 with a zone.
    static func moment(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[2] == UInt8(ascii: "/"), bytes[5] == UInt8(ascii: "/"),
            bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":")
        else { return Instant(text) }
        func number(_ range: Range<Int>) -> Int? {
            bytes.withUnsafeBufferPointer { GameDate.number($0, range.lowerBound, range.count) }
        }
        guard let day = number(0..<2), let month = number(3..<5), let year = number(6..<10), let hour = number(11..<13),
            let minute = number(14..<16), hour < 24, minute < 60,
            let date = GameDate(year: year, month: month, day: day)
        else { return nil }
        return Instant(date, secondOfDay: hour * 3600 + minute * 60)
    }
}
