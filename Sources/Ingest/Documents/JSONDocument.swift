import Foundation

/// A JSON text read within limits of its own, so that no document can exhaust memory or stack.
struct JSONDocument {
    /// No recorded answer of the league's site comes near.
    static let largest = 256 << 20
    /// Levels of nesting; real documents have at most ten.
    static let deepest = 64

    let root: Any

    /// - Throws: `ImportError` with the line of the fault.
    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(ImportError) {
        guard bytes.count <= JSONDocument.largest else {
            throw ImportError(
                .tooLarge, "the document is larger than \(JSONDocument.largest >> 20) MiB", file: file,
                remedy: "split it by season")
        }
        try JSONDocument.checkNesting(bytes, file)
        do {
            root = try JSONSerialization.jsonObject(with: Data(buffer: bytes), options: [.fragmentsAllowed])
        } catch {
            throw ImportError(
                .content, "this is not valid JSON\(JSONDocument.reason(error))", file: file,
                line: JSONDocument.line(error, bytes), remedy: "download it again")
        }
    }

    /// Counts brackets outside of strings.
    private static func checkNesting(_ bytes: UnsafeBufferPointer<UInt8>, _ file: String) throws(ImportError) {
        var depth = 0
        var at = 0
        var line = 1
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= deepest else {
                    throw ImportError(
                        .content, "JSON nested deeper than \(deepest) levels", file: file, line: line,
                        remedy: "this is no document of the league's site")
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case 10: line += 1
            case UInt8(ascii: "\""):
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    if bytes[at] == UInt8(ascii: "\\") { at += 1 }
                    if at < bytes.count, bytes[at] == 10 { line += 1 }
                    at += 1
                }
            default: break
            }
            at += 1
        }
    }

    private static func text(_ error: any Error) -> String {
        (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
    }

    private static func reason(_ error: any Error) -> String {
        let text = text(error)
        return text.isEmpty ? "" : ": \(text.prefix(120))"
    }

    /// The line of the fault, where Foundation tells it.
    private static func line(_ error: any Error, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if let index = (error as NSError).userInfo["NSJSONSerializationErrorIndex"] as? Int, index <= bytes.count {
            return 1 + bytes[..<index].count { $0 == 10 }
        }
        let words = text(error).split(separator: " ")
        guard let at = words.firstIndex(of: "line"), at + 1 < words.count else { return nil }
        return Int(words[at + 1].prefix { $0.isNumber })
    }
}

/// A JSON object's members, by type.
struct JSONObject {
    let members: [String: Any]

    init?(_ value: Any?) {
        guard let members = value as? [String: Any] else { return nil }
        self.members = members
    }

    subscript(name: String) -> Any? { members[name] }
    func object(_ name: String) -> JSONObject? { JSONObject(members[name]) }
    func objects(_ name: String) -> [JSONObject] { (members[name] as? [Any])?.compactMap { JSONObject($0) } ?? [] }
    /// A string, number or truth value as text; empty for null and for what is no scalar.
    func text(_ name: String) -> String { JSONText.scalar(members[name]) }
    func integer(_ name: String) -> Int? { Int(text(name)) }
    /// Names in order.
    var names: [String] { members.keys.sorted() }
}

/// JSON values as the text of a table's field.
enum JSONText {
    static func scalar(_ value: Any?) -> String {
        switch value {
        case let text as String: return text
        case let number as NSNumber:
            if isBoolean(number) { return number.boolValue ? "true" : "false" }
            let text = number.stringValue
            return text
        default: return ""
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        // Foundation reads true and false as numbers of one character.
        String(cString: number.objCType) == "c"
    }
}
