import CCrypto
import CXXHash

/// SHA-256, for what people compare: outputs, manifests, files.
package struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// Digest of some bytes.
    package init(of data: UnsafeRawBufferPointer) {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = EVP_Digest(data.baseAddress, data.count, &digest, &length, EVP_sha256(), nil)
        precondition(done == 1 && length == 32, "the system's SHA-256 is not available")
        bytes = digest
    }

    package init(of data: [UInt8]) { self = data.withUnsafeBytes { SHA256Digest(of: $0) } }
    package init(of text: String) { self.init(of: Array(text.utf8)) }

    /// 64 hexadecimal digits.
    package var description: String { hexadecimal(bytes) }
}

/// XXH3, 64 bits: quick and well spread, for recognising the same row again. Not for adversaries.
@inline(__always) package func rowHash(_ data: UnsafeRawBufferPointer) -> Int {
    Int(bitPattern: UInt(XXH3_64bits(data.baseAddress, data.count)))
}

/// Lower-case hexadecimal.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    let digits = Array("0123456789abcdef".utf8)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// XXH3, 128 bits, as 32 hexadecimal digits: recognises the same content at memory speed. Not for adversaries.
package func contentDigest(_ data: UnsafeRawBufferPointer) -> String {
    Digest128(of: data).hexadecimal
}
