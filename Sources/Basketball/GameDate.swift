/// A league date: the US Eastern calendar date of tip-off, as a plain day number.
///
/// No clock and no time zone takes part, so the same text is the same date on every machine.
///
///     GameDate("2024-01-26")! + 1 == GameDate("2024-01-27")!
package struct GameDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    package init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// A date of the proleptic Gregorian calendar; nil when there is no such day.
    ///
    /// Formula: `days_from_civil`, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= GameDate.daysInMonth(month, year: year)
        else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `YYYY-MM-DD`; anything else is nil.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let parsed = text.withUTF8 { GameDate(isoBytes: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Reads exactly the ten bytes `YYYY-MM-DD`.
    package init?(isoBytes bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = GameDate.number(bytes, 0, 4), let month = GameDate.number(bytes, 5, 2),
            let day = GameDate.number(bytes, 8, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The digits at `start`, as a number; nil when one of them is not a digit.
    package static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            let digit = Int(bytes[index]) - 48
            guard (0...9).contains(digit) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Year, month and day.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// Writes the ten bytes of `YYYY-MM-DD` at `target`.
    package func write(to target: UnsafeMutablePointer<UInt8>) {
        let (year, month, day) = civil
        func put(_ value: Int, _ offset: Int) { target[offset] = UInt8(48 + value % 10) }
        put(year / 1000, 0)
        put(year / 100, 1)
        put(year / 10, 2)
        put(year, 3)
        target[4] = UInt8(ascii: "-")
        put(month / 10, 5)
        put(month, 6)
        target[7] = UInt8(ascii: "-")
        put(day / 10, 8)
        put(day, 9)
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            if let base = buffer.baseAddress { write(to: base) }
            return 10
        }
    }

    package static func < (a: GameDate, b: GameDate) -> Bool { a.dayNumber < b.dayNumber }
    /// The date `days` later.
    package static func + (date: GameDate, days: Int) -> GameDate { GameDate(dayNumber: date.dayNumber + days) }
    /// Days from `b` to `a`.
    package static func - (a: GameDate, b: GameDate) -> Int { a.dayNumber - b.dayNumber }

    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
