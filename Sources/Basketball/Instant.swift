/// A moment to the second, UTC. Read from texts only; no clock takes part.
///
///     Instant("2024-10-23T02:00:00Z")!.easternDate == GameDate("2024-10-22")!
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// A date and a time of day, both UTC.
    package init(_ date: GameDate, secondOfDay: Int) { seconds = date.dayNumber * 86_400 + secondOfDay }

    /// Reads ISO 8601 with a time zone: `2024-10-22T23:40:00Z`, a space for the `T`, a fraction (dropped), no seconds, an
    /// offset such as `-05:00`. A text without a zone is nil: it does not say which moment it means.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        guard let (date, second) = Instant.civil(&bytes) else { return nil }
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            bytes = bytes.drop { Instant.isDigit($0) }
        }
        guard let offset = Instant.offset(bytes) else { return nil }
        seconds = date.dayNumber * 86_400 + second - offset
    }

    /// `YYYY-MM-DDTHH:MM[:SS]`, taken from the front.
    private static func civil(_ bytes: inout ArraySlice<UInt8>) -> (GameDate, second: Int)? {
        guard bytes.count >= 16 else { return nil }
        let head = Array(bytes.prefix(16))
        guard head[10] == UInt8(ascii: "T") || head[10] == UInt8(ascii: " "), head[13] == UInt8(ascii: ":"),
            let date = head.withUnsafeBufferPointer({ GameDate(isoBytes: UnsafeBufferPointer(rebasing: $0[..<10])) }),
            let hour = number(head[11...12]), let minute = number(head[14...15]), hour < 24, minute < 60
        else { return nil }
        bytes = bytes.dropFirst(16)
        var second = 0
        if bytes.first == UInt8(ascii: ":") {
            guard bytes.count >= 3, let read = number(bytes.dropFirst().prefix(2)), read < 60 else { return nil }
            second = read
            bytes = bytes.dropFirst(3)
        }
        return (date, hour * 3600 + minute * 60 + second)
    }

    /// Seconds that a zone is ahead of UTC: `Z`, `+00:00`, `-0500`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "Z") || first == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
        let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, let hours = number(digits[0...1]), let minutes = number(digits[2...3]), hours <= 14,
            minutes < 60
        else { return nil }
        return (first == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func number(_ digits: some Sequence<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard isDigit(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }

    /// The UTC date.
    package var date: GameDate { GameDate(dayNumber: (seconds >= 0 ? seconds : seconds - 86_399) / 86_400) }

    /// `YYYY-MM-DDTHH:MM:SSZ`.
    package var description: String {
        let second = seconds - date.dayNumber * 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
    package static func + (moment: Instant, seconds: Int) -> Instant { Instant(seconds: moment.seconds + seconds) }
}
