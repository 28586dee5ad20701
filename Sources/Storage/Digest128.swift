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

    /// Of no rows.
    package static let zero = Digest128(high: 0, low: 0)

    @inline(__always) package static func + (a: Digest128, b: Digest128) -> Digest128 {
        Digest128(high: a.high &+ b.high, low: a.low &+ b.low)
    }

    @inline(__always) package static func - (a: Digest128, b: Digest128) -> Digest128 {
        Digest128(high: a.high &- b.high, low: a.low &- b.low)
    }
}
