import CXXHash

/// A 128-bit hash that can be summed: the digest of a set of rows is the wrapping sum of theirs, whatever their order.
///
/// XXH3, 128 bits. It recognises content again; it is no protection against adversaries.
package struct Digest128: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    @inline(__always) package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Digest of some bytes.
    @inline(__always) package init(of data: UnsafeRawBufferPointer) {
        let hash = XXH3_128bits(data.baseAddress, data.count)
        high = hash.high64
        low = hash.low64
    }

    /// Digest of numbers, one after the other.
    package init(of numbers: [Int]) { self = numbers.withUnsafeBytes { Digest128(of: $0) } }

    /// From 32 hexadecimal digits; nil when the text is something else.
    package init?(hexadecimal text: String) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// 32 hexadecimal digits.
    package var hexadecimal: String {
        Storage.hexadecimal([high, low].flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } })
    }

    /// Of no rows.
    package static let zero = Digest128(high: 0, low: 0)

    @inline(__always) package static func + (a: Digest128, b: Digest128) -> Digest128 {
        Digest128(high: a.high &+ b.high, low: a.low &+ b.low)
    }

    @inline(__always) package static func - (a: Digest128, b: Digest128) -> Digest128 {
        Digest128(high: a.high &- b.high, low: a.low &- b.low)
    }
}
