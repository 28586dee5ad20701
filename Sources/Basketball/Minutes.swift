/// Playing time, held as whole seconds so that sums are exact, with the precision of its source.
package struct Minutes: Hashable, Sendable {
    package enum Precision: String, Sendable {
        case second
        case minute
    }

    package let seconds: Int
    package let precision: Precision

    package init(seconds: Int, precision: Precision) {
        self.seconds = seconds
        self.precision = precision
    }

    /// Decimal minutes.
    package var decimal: Double { Double(seconds) / 60 }

    /// The outcome of reading a minutes field.
    package enum Reading: Hashable, Sendable {
        case value(Minutes)
        case unknown
        case invalid
    }

    /// Reads `MM:SS`, `M`, `M.m`, `PT34M12.00S` or an empty field (unknown); anything else is invalid.
    ///
    /// Decimal minutes and ISO 8601 seconds are rounded to the nearest second. `M` and `M.0` are known to the minute only.
    package static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        if bytes.isEmpty { return .unknown }
        if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), bytes[1] == UInt8(ascii: "T") { return readISO(bytes) }
        guard let (whole, at) = digits(bytes, 0), at <= 3 else { return .invalid }
        if at == bytes.count { return .value(Minutes(seconds: whole * 60, precision: .minute)) }
        guard let (part, end) = digits(bytes, at + 1), end == bytes.count else { return .invalid }
        switch bytes[at] {
        case UInt8(ascii: ":"):
            guard end - at == 3, part < 60 else { return .invalid }
            return .value(Minutes(seconds: whole * 60 + part, precision: .second))
        case UInt8(ascii: "."):
            let scale = power10(end - at - 1)
            let seconds = whole * 60 + (part * 60 * 2 + scale) / (2 * scale)
            return .value(Minutes(seconds: seconds, precision: part == 0 ? .minute : .second))
        default: return .invalid
        }
    }

    /// Reads a minutes field from text.
    package static func read(_ text: String) -> Reading {
        var text = text
        return text.withUTF8 { read($0) }
    }

    private static func readISO(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        guard let (minutes, at) = digits(bytes, 2), at - 2 <= 3, at < bytes.count else { return .invalid }
        guard bytes[at] == UInt8(ascii: "M") else { return .invalid }
        if at + 1 == bytes.count { return .value(Minutes(seconds: minutes * 60, precision: .second)) }
        guard let (seconds, dot) = digits(bytes, at + 1), seconds < 60, dot < bytes.count else { return .invalid }
        var extra = 0
        var end = dot
        if bytes[dot] == UInt8(ascii: ".") {
            guard let (fraction, stop) = digits(bytes, dot + 1), stop < bytes.count else { return .invalid }
            extra = 2 * fraction >= power10(stop - dot - 1) ? 1 : 0
            end = stop
        }
        guard bytes[end] == UInt8(ascii: "S"), end + 1 == bytes.count else { return .invalid }
        return .value(Minutes(seconds: minutes * 60 + seconds + extra, precision: .second))
    }

    /// One to nine digits from `start`: their number and where they end.
    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (Int, Int)? {
        var value = 0
        var index = start
        while index < bytes.count, (48...57).contains(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 48)
            index += 1
            if index - start > 9 { return nil }
        }
        return index > start ? (value, index) : nil
    }

    private static func power10(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { value, _ in value * 10 } }
}
