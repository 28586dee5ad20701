import Basketball
import Storage

/// Merges what several sources say of a person, field by field: the most trusted source that knows it wins.
enum PeopleMerge {
    /// A person as it will be stored.
    struct Merged {
        let row: PersonRow
        let position: String?
        let birthdate: GameDate?
        let height: Int?
    }

    /// One entry for each player id, in order of ids.
    static func merge(_ rows: [PersonRow], stored: ColumnBatch, precedenceOfSource: [Int: Int]) -> [Merged] {
        var byID = Dictionary(grouping: rows, by: \.playerID)
        for row in 0..<stored.count {
            let id = stored["player_id"].integers[row]
            guard byID[id] != nil else { continue }
            let source = stored["source_id"].integers[row]
            byID[id]?.append(
                PersonRow(
                    playerID: id, name: stored["player_name"].texts[row], position: stored["position"].text(row),
                    birthdate: stored["birthdate"].date(row), heightInches: stored["height_in"].integer(row),
                    precedence: precedenceOfSource[source] ?? 1,
                    origin: Origin(file: -source, line: stored["source_row"].integers[row])))
        }
        return byID.keys.sorted().compactMap { id in
            let candidates = (byID[id] ?? []).sorted { a, b in
                // New before stored, then by content, so that the order of files plays no part.
                (a.precedence, a.origin.file < 0 ? 1 : 0, a.text) < (b.precedence, b.origin.file < 0 ? 1 : 0, b.text)
            }
            guard let first = candidates.first else { return nil }
            return Merged(
                row: first, position: candidates.lazy.compactMap(\.position).first,
                birthdate: candidates.lazy.compactMap(\.birthdate).first,
                height: candidates.lazy.compactMap(\.heightInches).first)
        }
    }

    static func batch(_ people: [Merged], sources: [Int]) -> ColumnBatch {
        var writer = RowWriter(RawTable.players.columns)
        var hasher = ContentHasher()
        for person in people {
            let lookup = playerLookup(person.row.name)
            hasher.start()
            hasher.add(person.row.playerID)
            hasher.add(person.row.name)
            hasher.add(person.position ?? "")
            hasher.add(person.birthdate?.dayNumber ?? .min)
            hasher.add(person.height ?? -1)
            writer.put(person.row.playerID)
            writer.put(person.row.name)
            writer.put(lookup)
            writer.put(person.position)
            writer.put(person.birthdate)
            writer.put(person.height)
            writer.put(person.row.origin.file < 0 ? -person.row.origin.file : sources[person.row.origin.file])
            writer.put(person.row.origin.line)
            writer.put(hasher.finish())
            writer.endRow()
        }
        return writer.batch
    }
}

extension PersonRow {
    /// Everything known, as one text to order by.
    fileprivate var text: String {
        "\(name)|\(position ?? "")|\(birthdate?.description ?? "")|\(heightInches ?? -1)"
    }
}
