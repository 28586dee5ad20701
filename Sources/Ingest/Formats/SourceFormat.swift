import Storage

/// One kind of file: how it is recognised and what its lines mean.
protocol SourceFormat: Sendable {
    /// Name for `--format` and in reports.
    static var name: String { get }
    /// Upper-case names of the columns that must be there.
    static var required: [String] { get }
    /// Upper-case names of columns that are known but not needed.
    static var optional: [String] { get }
    /// Columns whose presence says that it is another format.
    static var forbidden: [String] { get }
    /// Name of the raw table that the rows go to.
    static var table: String { get }
    /// What kind of source of games and box scores it is; nil for the others.
    static var kind: SourceKind? { get }
    /// Reads every line.
    static func parse(_ input: FormatInput) throws -> ParsedFile
}

/// A file with its header read: what a format works on.
struct FormatInput: Sendable {
    /// Position of the file in the import.
    let file: Int
    let source: SourceFile
    let header: Header
    /// Where the first row starts.
    let bodyStart: Int

    /// A scanner that has just read the header line.
    func scanner() -> CSVScanner {
        var scanner = CSVScanner(source.bytes.buffer, from: bodyStart)
        _ = scanner.next()
        return scanner
    }
}

/// What a file's lines turned out to be.
struct ParsedFile: Sendable {
    /// Lines read.
    var rowsIn = 0
    /// Rows for other tables than the format's own that were made of the lines, by table.
    var rowsBesides: [String: Int] = [:]
    var players: [BoxScoreRow] = []
    var teams: [BoxScoreRow] = []
    var shots: [ShotRow] = []
    /// Texts that the shots' small numbers stand for.
    var words: [String] = []
    var people: [PersonRow] = []
    var schedule: [ScheduleRow] = []
    var fixtures: [FixtureRow] = []
    var playerLines: [PlayerLineOffer] = []
    var gameLines: [GameLineOffer] = []
    var rejected: [Rejected] = []
    /// Things worth saying about the file.
    var notes: [String] = []
}

/// All formats, in the order in which they are tried.
enum Formats {
    static let all: [any SourceFormat.Type] = [
        PlayoffBoxScores.self, LeagueGameLogPlayers.self, LeagueGameLogTeams.self, BoxScoreV3Players.self,
        BoxScoreV3Teams.self, BoxScoreV2Players.self, BoxScoreV2Teams.self, LiveBoxScorePlayers.self,
        LiveBoxScoreTeams.self, SeasonShots.self, ShotChartDetail.self, PlayerInformation.self, PlayerProfiles.self,
        PlayerLinesLong.self, PlayerLinesWide.self, GameLines.self, FixtureList.self, LeagueScheduleGames.self,
        ScoreboardGames.self,
    ]

    /// The kind of source that a format, by its name, is.
    static func kind(of format: some StringProtocol) -> SourceKind? { all.first { $0.name == format }?.kind }

    /// Names for `--format`.
    static var names: [String] { all.map { $0.name } }

    /// The first format all of whose required columns are there.
    static func recognise(_ header: Header) -> (any SourceFormat.Type)? {
        all.first { format in
            format.required.allSatisfy(header.contains) && !format.forbidden.contains(where: header.contains)
        }
    }

    /// The format with the most of its columns there, and those that are missing.
    static func nearest(to header: Header) -> (format: any SourceFormat.Type, missing: [String])? {
        let scored = all.map { format in (format, format.required.filter { !header.contains($0) }) }
        func share(_ candidate: (any SourceFormat.Type, [String])) -> Double {
            1 - Double(candidate.1.count) / Double(candidate.0.required.count)
        }
        guard let best = scored.max(by: { share($0) < share($1) }), share(best) > 0 else { return nil }
        return (best.0, best.1)
    }
}

extension SourceFormat {
    static var forbidden: [String] { [] }
    static var kind: SourceKind? { nil }
    /// Every name that the format knows.
    static var known: Set<String> { Set(required + optional) }
}
