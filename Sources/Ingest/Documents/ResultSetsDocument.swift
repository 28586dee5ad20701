/// Answers of the league's statistics site: `resultSets` (or `resultSet`), each with headers and rows.
enum ResultSetsDocument {
    /// One set.
    struct ResultSet {
        let name: String
        let headers: [String]
        let rows: [[Any]]
    }

    /// The sets of a document; nil when it has none.
    static func sets(_ root: JSONObject) -> [ResultSet]? {
        guard let value = root["resultSets"] ?? root["resultSet"] else { return nil }
        let list = (value as? [Any]) ?? [value]
        return list.compactMap { JSONObject($0) }.map { set in
            ResultSet(
                name: set.text("name"), headers: (set["headers"] as? [Any])?.map { JSONText.scalar($0) } ?? [],
                rows: (set["rowSet"] as? [Any])?.map { $0 as? [Any] ?? [] } ?? [])
        }
    }

    /// The sets whose columns a format reads; the others are not needed.
    static func content(_ root: JSONObject, _ sets: [ResultSet]) -> DocumentContent {
        if let header = sets.first(where: { $0.name == "GameHeader" }), !header.rows.isEmpty,
            let table = ScoreboardV2.table(header, sets.first { $0.name == "LineScore" })
        {
            return .tables([table])
        }
        let kind = root.text("resource").isEmpty ? sets.first?.name ?? "" : root.text("resource")
        let known = sets.filter { !$0.rows.isEmpty && Formats.recognise(Header($0.headers)) != nil }
        guard known.isEmpty else { return .tables(known.map(table)) }
        let columns = Header(sets.first?.headers ?? [])
        if let (format, missing) = Formats.nearest(to: columns), missing.count <= 4, !missing.isEmpty {
            return .unneeded(
                "\(kind): no table can use it, it lacks \(missing.joined(separator: ", ")) of \(format.name)")
        }
        return .unneeded("\(kind): no table needs it")
    }

    private static func table(_ set: ResultSet) -> DocumentTable {
        var table = DocumentTable(set.name, columns: set.headers)
        for row in set.rows { table.append(row.map { JSONText.scalar($0) }) }
        return table
    }
}
