/// How a piece of text looks on a terminal with colour, by meaning.
package enum Style: Sendable, Equatable, CaseIterable {
    case plain
    case good
    case warn
    case bad
    case dim
    case strong

    /// The text in this style when colour is on; the very same text otherwise.
    package func apply(to text: String, colored: Bool) -> String {
        guard colored, !text.isEmpty, let code else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The number that selects the style (ECMA-48, "select graphic rendition").
    private var code: Int? {
        switch self {
        case .plain: nil
        case .good: 32
        case .warn: 33
        case .bad: 31
        case .dim: 2
        case .strong: 1
        }
    }
}
