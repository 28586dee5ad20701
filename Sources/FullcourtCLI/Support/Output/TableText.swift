import Foundation

/// A listing as aligned columns for people.
///
/// Widths are those of the text that is seen, so colours do not move anything. On a terminal that is too narrow, long
/// texts are cut with an ellipsis; anywhere else nothing is ever cut.
struct TableText {
    let columns: [ListingColumn]
    let terminal: Terminal

    /// Columns of text are not cut below this width.
    private static let narrowest = 12
    private static let gap = "  "

    func render(rows: [[Cell]], summary: [(String, Cell)]) -> String {
        let texts = rows.map { cells in zip(cells, columns).map { TableText.text($0, decimals: $1.decimals) } }
        let titles = columns.map(\.title.printable)
        let widths = widths(titles: titles, texts: texts, rows: rows)
        var result = line(titles, styles: columns.map { _ in .strong }, widths)
        for (text, cells) in zip(texts, rows) {
            result += line(text, styles: cells.map { $0.value == .null ? .dim : $0.style }, widths)
        }
        if rows.isEmpty { result += "(no rows)\n" }
        if !summary.isEmpty { result += "\n" }
        for (key, cell) in summary {
            let value = cell.style.apply(to: TableText.text(cell, decimals: nil), colored: terminal.outputColored)
            result += "\(ListingColumn.words(key)): \(value)\n"
        }
        return result
    }

    /// What is seen of a cell.
    private static func text(_ cell: Cell, decimals: Int?) -> String {
        switch cell.value {
        case .text(let text): text.printable
        case .integer(let number): String(number)
        case .real(let number): decimals.map { String(format: "%.\($0)f", number) } ?? String(number)
        case .boolean(let truth): truth ? "yes" : "no"
        case .null: "-"
        }
    }

    private func line(_ texts: [String], styles: [Style], _ widths: [Int]) -> String {
        var result = ""
        for (index, column) in columns.enumerated() {
            let text = texts[index].cut(to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - text.displayWidth))
            let styled = styles[index].apply(to: text, colored: terminal.outputColored)
            result += index == 0 ? "" : TableText.gap
            result += column.alignment == .right ? padding + styled : styled + padding
        }
        while result.last == " " { result.removeLast() }
        return result + "\n"
    }

    private func widths(titles: [String], texts: [[String]], rows: [[Cell]]) -> [Int] {
        var widths = titles.map(\.displayWidth)
        for row in texts {
            for (index, text) in row.enumerated() { widths[index] = max(widths[index], text.displayWidth) }
        }
        guard terminal.outputIsTerminal else { return widths }
        // The widest column of text gives way first, down to the next widest, until the table fits.
        let flexible = columns.indices.filter { index in !rows.contains { $0[index].isNumber } }
        var excess = widths.reduce(TableText.gap.count * (widths.count - 1), +) - terminal.width
        while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }) {
            guard widths[widest] > TableText.narrowest else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
