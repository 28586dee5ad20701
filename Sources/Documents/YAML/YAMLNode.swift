/// A value of a YAML document, and the line on which it stands.
package struct YAMLNode: Sendable {
    /// A key of a mapping, its line, and its value.
    package struct Entry: Sendable {
        package let key: String
        package let line: Int
        package let value: YAMLNode
    }

    package enum Content: Sendable {
        /// Text as it was written; whether it was quoted, and so is text whatever it looks like.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case map([Entry])
    }

    package let content: Content
    /// From 1.
    package let line: Int

    package init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    /// Whether nothing was written, or `null` or `~`.
    package var isNull: Bool {
        if case .scalar(let text, isQuoted: false) = content {
            return ["", "~", "null", "Null", "NULL"].contains(text)
        }
        return false
    }

    /// What it is, for messages.
    package var kind: String {
        switch content {
        case .scalar(let text, isQuoted: _): isNull ? "nothing" : "'\(text)'"
        case .list: "a list"
        case .map: "a group of keys"
        }
    }
}
