import Basketball
import Storage

/// Rows of a batch as lines of bytes, without a text for every value: exports are long.
struct RowText {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A row as comma-separated values (RFC 4180); NULL is an empty field.
    mutating func appendCSV(_ batch: ColumnBatch, _ row: Int) {
        for (index, vector) in batch.vectors.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if vector.isNull(row) { continue }
            guard case .texts(let texts) = vector.values else {
                appendPlain(vector, row)
                continue
            }
            let range = texts.range(row)
            let special = texts.bytes[range].contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            if special { bytes.append(0x22) }
            for byte in texts.bytes[range] {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            if special { bytes.append(0x22) }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A number, truth value, date or game id.
    private mutating func appendPlain(_ vector: ColumnVector, _ row: Int) {
        switch vector.type {
        case .real: append("\(vector.reals[row])")
        case .boolean: append(vector.integers[row] != 0 ? "true" : "false")
        case .date: append("\(GameDate(dayNumber: vector.integers[row]))")
        case .gameID: append(GameID.text(vector.integers[row]))
        default: append("\(vector.integers[row])")
        }
    }
}
