/// A number field: a value, nothing, or something else.
enum NumberField: Equatable {
    case value(Int)
    case empty
    case invalid

    var known: Int? { if case .value(let v) = self { v } else { nil } }
}

/// Reads a whole number, also in the form `12.0` that tables with gaps are saved in.
@inline(__always) func readInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberField {
    if bytes.isEmpty { return .empty }
    var at = 0
    let negative = bytes[0] == 45
    if negative { at = 1 }
    var value = 0
    let first = at
    while at < bytes.count, bytes[at] &- 48 < 10 {
        value = value &* 10 &+ Int(bytes[at] &- 48)
        at += 1
    }
    guard at > first, at - first <= 15 else { return .invalid }
    if at < bytes.count {
        guard bytes[at] == 46 else { return .invalid }
        at += 1
        while at < bytes.count, bytes[at] == 48 { at += 1 }
        guard at == bytes.count else { return .invalid }
    }
    return .value(negative ? -value : value)
}

/// Reads a decimal number in thousandths, as `-0.54` -> -540; more than three decimals are rounded half away from zero.
@inline(__always) func readThousandths(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberField {
    if bytes.isEmpty { return .empty }
    var at = 0
    let negative = bytes[0] == 45
    if negative { at = 1 }
    var value = 0
    let first = at
    while at < bytes.count, bytes[at] &- 48 < 10, at - first < 10 {
        value = value * 10 + Int(bytes[at] &- 48)
        at += 1
    }
    guard at > first else { return .invalid }
    var decimals = 0
    var roundUp = false
    if at < bytes.count {
        guard bytes[at] == 46 else { return .invalid }
        at += 1
        while at < bytes.count, bytes[at] &- 48 < 10 {
            if decimals < 3 {
                value = value * 10 + Int(bytes[at] &- 48)
            } else if decimals == 3 {
                roundUp = bytes[at] >= 53
            }
            decimals += 1
            at += 1
        }
        guard at == bytes.count else { return .invalid }
    }
    while decimals < 3 {
        value *= 10
        decimals += 1
    }
    if roundUp { value += 1 }
    return .value(negative ? -value : value)
}

/// Whether a field holds exactly these ASCII letters.
@inline(__always) func isText(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count where bytes[index] != text.utf8Start[index] { return false }
    return true
}
