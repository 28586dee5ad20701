extension String {
    /// Columns that the text takes on a terminal: one a Unicode scalar, none for combining marks and invisible signs.
    ///
    /// - Complexity: linear in the length of the text.
    package var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return unicodeScalars.reduce(0) { $0 + ($1.takesNoColumn ? 0 : 1) }
    }

    /// The text on one line with control characters made visible, as `\n` or `\u{1B}`: text from files must neither break
    /// a table nor send commands to the terminal.
    package var printable: String {
        guard unicodeScalars.contains(where: { $0.controls }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.controls: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text itself when it fits in so many columns, else its beginning and an ellipsis.
    package func cut(to width: Int) -> String {
        guard displayWidth > width else { return self }
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        for character in self {
            let next = String(character).displayWidth
            if used + next > width - 1 { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }
}

extension Unicode.Scalar {
    fileprivate var takesNoColumn: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: true
        default: false
        }
    }

    /// Control characters, line separators and the signs that reverse the direction of what follows.
    fileprivate var controls: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        }
    }
}
