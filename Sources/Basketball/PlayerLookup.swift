import Foundation

/// The league's key for a name in any spelling: lower case, accents folded, only a-z and 0-9.
///
///     playerLookup("Luka Dončić") == "lukadoncic"
package func playerLookup(_ name: String) -> String {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let folded = isASCII ? name : fold(name)
    var key: [UInt8] = []
    key.reserveCapacity(folded.utf8.count)
    for byte in folded.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): key.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.append(byte + 32)
        default: break
        }
    }
    return String(decoding: key, as: UTF8.self)
}

/// Canonical decomposition, so that accents become marks of their own (dropped later), and the letters that have none.
private func fold(_ name: String) -> String {
    var folded = ""
    for character in name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
        folded += undecomposable[character] ?? String(character)
    }
    return folded
}

/// Letters with a stroke and ligatures do not decompose; `tables.md` section 1 names them.
private let undecomposable: [Unicode.Scalar: String] = [
    "đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae",
]
