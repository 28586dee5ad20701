import Basketball

/// One row of a batch as a JSON object.
package enum RowJSON {
    /// The object, its members in column order.
    package static func object(_ batch: ColumnBatch, _ row: Int) -> String {
        let members = zip(batch.columns, batch.vectors).map { column, vector in
            "\(quoted(column.name)):\(value(vector, row))"
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func value(_ vector: ColumnVector, _ row: Int) -> String {
        if vector.isNull(row) { return "null" }
        return switch vector.type {
        case .integer: "\(vector.integers[row])"
        case .boolean: vector.integers[row] != 0 ? "true" : "false"
        case .date: quoted("\(GameDate(dayNumber: vector.integers[row]))")
        case .gameID: quoted(GameID.text(vector.integers[row]))
        case .real: "\(vector.reals[row])"
        case .text: quoted(vector.texts[row])
        }
    }

    /// A text as a JSON string.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
