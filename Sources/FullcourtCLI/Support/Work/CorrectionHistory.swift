import Basketball
import Foundation
import Planning
import Storage

/// What imports corrected in the raw rows that a unit is made of: the values before and after, each with file and line.
struct CorrectionHistory {
    /// One corrected row.
    struct Entry {
        let importID: Int
        let table: String
        /// Key values joined by `/`, the game first.
        let key: String
        /// `assists 3 -> 4`, one for each changed column.
        let changes: [String]
        /// `box.csv line 2`; nil where rows of the table name no source.
        let placeBefore: String?
        let placeAfter: String?

        /// All of it in a line.
        var text: String {
            let what = changes.isEmpty ? "changed" : changes.joined(separator: ", ")
            let places = [placeBefore, placeAfter].compactMap(\.self)
            let from = places.isEmpty ? "" : " (\(places.joined(separator: " -> ")))"
            return "import \(importID): \(table) \(key): \(what)\(from)"
        }
    }

    /// The oldest first.
    private(set) var entries: [Entry] = []

    /// - Parameters:
    ///   - kind: an as-of table reads only what the schedule tells of its date.
    ///   - day: the unit's date; games that have left it count too.
    init(_ warehouse: any Warehouse, _ kind: PlannedTable.Kind, _ day: DayFacts) async throws {
        let table = ProvenanceTable.corrections
        let rows = try await warehouse.scan(table, columns: table.columns.map(\.name), .all)
        guard rows.count > 0 else { return }
        let games = Set(day.games.map { GameID.text($0.id) } + day.calledOff.map { GameID.text($0) })
        let (tables, keys, olds) = (rows["table_name"].texts, rows["row_key"].texts, rows["old_row"].texts)
        // By import, since that is the first part of the key: what a row was replaced by stands in its next correction.
        var later: [String: [Int]] = [:]
        for row in 0..<rows.count { later["\(tables[row]) \(keys[row])", default: []].append(row) }
        let files = try await SourceNames(warehouse)
        for row in 0..<rows.count {
            let isGame = tables[row] == RawTable.games.name
            guard isGame || kind == .summary else { continue }
            let old = RowFields(olds[row])
            let isOfDay = games.contains(String(keys[row].prefix { $0 != "/" }))
            guard isOfDay || (isGame && old["game_date"] == "\(day.date)") else { continue }
            let next = later["\(tables[row]) \(keys[row])"]?.first { $0 > row }
            let new: RowFields?
            if let next {
                new = RowFields(olds[next])
            } else {
                new = try await CorrectionHistory.current(warehouse, tables[row], keys[row])
            }
            let changes = rows["changed"].texts[row].split(separator: ";").map { name in
                "\(name) \(old[String(name)] ?? "unknown") -> \(new.map { $0[String(name)] ?? "unknown" } ?? "gone")"
            }
            entries.append(
                Entry(
                    importID: rows["import_id"].integers[row], table: tables[row], key: keys[row], changes: changes,
                    placeBefore: files.place(old), placeAfter: new.flatMap { files.place($0) }))
        }
    }

    /// The row of a key as it stands now; nil where there is none any more.
    private static func current(_ warehouse: any Warehouse, _ table: String, _ key: String) async throws -> RowFields? {
        let parts = key.split(separator: "/")
        guard let schema = RawTable.all.first(where: { $0.name == table }),
            let first = parts.first.flatMap({ Int($0) }),
            schema.key.first == "game_id"
        else { return nil }
        let rows = try await warehouse.scan(
            schema, columns: schema.columns.map(\.name), .range(column: "game_id", first...first))
        return (0..<rows.count).lazy.map { RowFields(RowJSON.object(rows, $0)) }.first { fields in
            zip(schema.key, parts).dropFirst().allSatisfy { fields[$0.0] == String($0.1) }
        }
    }
}

/// The fields of a row that is kept as JSON, as text.
private struct RowFields {
    private let fields: [String: Value]

    private enum Value: Decodable {
        case text(String)
        case null

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let truth = try? value.decode(Bool.self) {
                self = .text("\(truth)")
            } else if let number = try? value.decode(Int.self) {
                self = .text("\(number)")
            } else if let number = try? value.decode(Double.self) {
                self = .text("\(number)")
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }

    init(_ json: String) { fields = (try? JSONDecoder().decode([String: Value].self, from: Data(json.utf8))) ?? [:] }

    /// Nil for NULL and for a column that is not there.
    subscript(name: String) -> String? {
        if case .text(let text) = fields[name] { text } else { nil }
    }
}

/// The files that rows came from, by their numbers.
private struct SourceNames {
    private var paths: [String: String] = [:]

    init(_ warehouse: any Warehouse) async throws {
        let files = try await warehouse.scan(ProvenanceTable.sourceFiles, columns: ["source_id", "path"], .all)
        for row in 0..<files.count { paths["\(files["source_id"].integers[row])"] = files["path"].texts[row] }
    }

    func place(_ row: RowFields) -> String? {
        guard let source = row["source_id"], let path = paths[source], let line = row["source_row"] else { return nil }
        return "\(path) line \(line)"
    }
}
