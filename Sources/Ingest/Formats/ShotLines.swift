import Basketball
import Storage

/// Reads shot lines of either source: which columns hold what is all that differs.
struct ShotLines {
    let file: Int
    let table = "shots"
    let width: Int
    let columns: [Int]
    let usesMonthFirst: Bool
    var words = WordTable()
    private var rows: [ShotRow] = []
    private var samples: [ShotCoordinates.Sample] = []
    private var rejected: [Rejected] = []

    /// - Parameter columns: names of the file's columns of game id, date, home, away, player, team, period, minutes left,
    ///   seconds left, made, value, basic zone, area, range, x, y, distance and action; an empty name where it has none.
    init(_ input: FormatInput, columns names: [String], monthFirst: Bool) {
        file = input.file
        width = input.header.names.count
        columns = names.map { input.header.index($0) }
        usesMonthFirst = monthFirst
        rows.reserveCapacity(input.source.bytes.buffer.count / 170)
    }

    /// Reads every line and brings the coordinates into one system.
    mutating func parse(_ input: FormatInput) throws(ImportError) -> ParsedFile {
        var scanner = input.scanner()
        var parsed = ParsedFile()
        while scanner.next() {
            parsed.rowsIn += 1
            if let broken = read(scanner) {
                rejected.append(
                    Rejected(
                        origin: Origin(file: file, line: scanner.line), table: table, rule: broken.rule,
                        expected: broken.expected, text: scanner.recordText))
            }
        }
        if !rows.isEmpty {
            guard let system = ShotCoordinates.recognise(samples) else {
                throw ImportError(
                    .content, "the coordinates fit none of the known scales", file: input.source.name,
                    remedy: "check LOC_X, LOC_Y and SHOT_DISTANCE, or leave this file out")
            }
            for index in rows.indices {
                let (x, y) = system.tenths(x: Int(rows[index].x), y: Int(rows[index].y))
                rows[index].x = Int32(x)
                rows[index].y = Int32(y)
            }
            parsed.notes.append("coordinates recognised as \(system.name)")
        }
        parsed.shots = rows
        parsed.words = words.texts
        parsed.rejected = rejected
        return parsed
    }

    private mutating func read(_ line: CSVScanner) -> BrokenRule? {
        guard line.fields.count == width else {
            return .init(rule: "field_count", expected: "\(width) fields as in the header, found \(line.fields.count)")
        }
        func integer(_ column: Int, _ range: ClosedRange<Int>) -> Int? {
            guard let value = readInteger(line.field(columns[column])).known, range.contains(value) else { return nil }
            return value
        }
        guard let game = integer(0, 0...9_999_999_999), let date = readDate(line.field(columns[1])) else {
            return .init(rule: "game", expected: "a game id and a date")
        }
        guard let player = integer(4, 1...Int(Int32.max)), let team = integer(5, 1...Int.max) else {
            return .init(rule: "identifier", expected: "whole numbers as player and team id")
        }
        guard let period = integer(6, 1...20), let minutes = integer(7, 0...12), let seconds = integer(8, 0...59) else {
            return .init(rule: "clock", expected: "period 1-20, minutes 0-12 and seconds 0-59 left")
        }
        let madeField = line.field(columns[9])
        let made: Bool
        switch madeField {
        case let f where isText(f, "TRUE") || isText(f, "1") || isText(f, "true") || isText(f, "True"): made = true
        case let f where isText(f, "FALSE") || isText(f, "0") || isText(f, "false") || isText(f, "False"): made = false
        default: return .init(rule: "made", expected: "TRUE or FALSE, found '\(line.text(columns[9]))'")
        }
        let valueField = line.field(columns[10])
        guard let digit = valueField.first, digit == 50 || digit == 51 else {
            return .init(rule: "value", expected: "a 2PT or 3PT field goal, found '\(line.text(columns[10]))'")
        }
        guard let x = readThousandths(line.field(columns[14])).known,
            let y = readThousandths(line.field(columns[15])).known, abs(x) < 1_000_000, abs(y) < 2_000_000,
            let distance = integer(16, 0...120)
        else { return .init(rule: "location", expected: "numbers as coordinates and distance") }
        let area = line.field(columns[12])
        rows.append(
            ShotRow(
                game: game, date: Int32(date.dayNumber), playerID: Int32(player), teamID: team,
                home: columns[2] < 0 ? 0 : tricode(line.field(columns[2])),
                away: columns[3] < 0 ? 0 : tricode(line.field(columns[3])), period: Int16(period),
                secondsLeft: Int16(minutes * 60 + seconds), made: made, value: Int8(digit - 48),
                distance: Int16(distance), zoneBasic: words.number(line.field(columns[11])),
                zoneArea: words.number(area), zoneRange: words.number(line.field(columns[13])),
                action: words.number(line.field(columns[17])), x: Int32(x), y: Int32(y), line: Int32(line.line)))
        if samples.count < 20_000, distance >= 3, distance < 40 {
            samples.append(.init(x: x, y: y, distance: distance, side: side(area)))
        }
        return nil
    }

    /// `Left Side...` or `Right Side...`; shots near the middle may be named either way and do not vote.
    private func side(_ area: UnsafeBufferPointer<UInt8>) -> ShotCoordinates.Side {
        guard area.count >= 9, area.count < 15 else { return .neither }
        return area[0] == UInt8(ascii: "L") ? .left : area[0] == UInt8(ascii: "R") ? .right : .neither
    }

    private func readDate(_ field: UnsafeBufferPointer<UInt8>) -> GameDate? {
        if usesMonthFirst {
            guard field.count == 10, field[2] == 45, field[5] == 45, let month = GameDate.number(field, 0, 2),
                let day = GameDate.number(field, 3, 2), let year = GameDate.number(field, 6, 4)
            else { return GameDate(isoBytes: field) }
            return GameDate(year: year, month: month, day: day)
        }
        guard field.count == 8, let year = GameDate.number(field, 0, 4), let month = GameDate.number(field, 4, 2),
            let day = GameDate.number(field, 6, 2)
        else { return GameDate(isoBytes: field) }
        return GameDate(year: year, month: month, day: day)
    }
}
