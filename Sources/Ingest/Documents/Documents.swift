import Foundation

/// What a document turned out to be.
enum DocumentContent {
    /// Tables that formats read.
    case tables([DocumentTable])
    /// A document that we know and no table needs, or one that is nothing of ours: why it is left out.
    case unneeded(String)
}

/// Recognises JSON documents and recordings of them.
enum Documents {
    /// Whether a file's text is a document and not a table.
    static func isDocument(_ source: SourceFile) -> Bool {
        isJSON(source.bytes.buffer) || Cassette.isCassette(source.bytes.buffer)
    }

    private static func isJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first(where: { $0 > 32 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) else {
            return false
        }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// Reads a document.
    ///
    /// - Throws: `ImportError` when it is damaged.
    static func read(_ source: SourceFile) throws(ImportError) -> DocumentContent {
        let bytes = source.bytes.buffer
        if isJSON(bytes) {
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return try content(UnsafeBufferPointer(rebasing: bytes[start...]), source.name)
        }
        var tables: [DocumentTable] = []
        var reasons: [String] = []
        for body in try Cassette.bodies(bytes, file: source.name) {
            let utf8 = Array(body.utf8)
            var content: DocumentContent?
            // Typed throws do not pass through the standard library's closures.
            var fault: ImportError?
            utf8.withUnsafeBufferPointer { buffer in
                do throws(ImportError) { content = try Documents.content(buffer, source.name) } catch { fault = error }
            }
            if let fault { throw fault }
            switch content {
            case .tables(let found): tables += found
            case .unneeded(let reason): reasons.append(reason)
            case nil: break
            }
        }
        return tables.isEmpty ? .unneeded(reasons.first ?? "a recording without an answer") : .tables(tables)
    }

    private static func content(
        _ bytes: UnsafeBufferPointer<UInt8>, _ file: String
    ) throws(ImportError) -> DocumentContent {
        guard let root = JSONObject(try JSONDocument(bytes, file: file).root) else {
            return .unneeded("a JSON document that is no answer of the league's site")
        }
        if let box = root.object("boxScoreTraditional") { return BoxScoreV3Document.content(box) }
        if let schedule = root.object("leagueSchedule") { return LeagueScheduleDocument.content(schedule) }
        if let board = root.object("scoreboard") { return ScoreboardDocument.content(board) }
        if let sets = ResultSetsDocument.sets(root) { return ResultSetsDocument.content(root, sets) }
        if let game = root.object("game") {
            if game["actions"] != nil { return .unneeded("play-by-play: no table needs it") }
            if game["homeTeam"] != nil { return LiveBoxScoreDocument.content(game) }
        }
        for name in root.names where name.hasPrefix("boxScore") {
            return .unneeded("\(name): no table needs it")
        }
        if root.names.isEmpty { return .unneeded("an empty JSON document") }
        return .unneeded(
            "a JSON document that no table needs (members \(root.names.prefix(4).joined(separator: ", ")))")
    }
}
