/// One value of a listing, and how it looks on a terminal.
///
///     var cells: [Cell] { [.text(name), .integer(rows), .text(state).styled(.good)] }
package struct Cell: Sendable, Equatable {
    /// What a cell holds; programs that read JSON or CSV see only this.
    package enum Value: Sendable, Equatable {
        case text(String)
        case integer(Int)
        case real(Double)
        case boolean(Bool)
        case null
    }

    /// What the cell holds.
    package let value: Value
    /// How a table shows it on a terminal with colour.
    package let style: Style

    /// A cell with a value. A real that is not finite is no number and becomes null, in every format.
    package init(_ value: Value, style: Style = .plain) {
        if case .real(let number) = value, !number.isFinite {
            self.value = .null
        } else {
            self.value = value
        }
        self.style = style
    }

    /// A cell without a value.
    package static let null = Cell(.null)

    /// A text; null when there is none.
    package static func text(_ value: String?) -> Cell { Cell(value.map { .text($0) } ?? .null) }

    /// An integer; null when there is none.
    package static func integer(_ value: Int?) -> Cell { Cell(value.map { .integer($0) } ?? .null) }

    /// A real; null when there is none or it is not finite.
    package static func real(_ value: Double?) -> Cell { Cell(value.map { .real($0) } ?? .null) }

    /// A truth value; null when there is none.
    package static func boolean(_ value: Bool?) -> Cell { Cell(value.map { .boolean($0) } ?? .null) }

    /// The same value in another style.
    package func styled(_ style: Style) -> Cell { Cell(value, style: style) }

    /// Whether the value is a number.
    package var isNumber: Bool {
        switch value {
        case .integer, .real: true
        case .text, .boolean, .null: false
        }
    }
}
