import ArgumentParser
import Basketball
import Foundation
import Planning

extension GameDate: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Season: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Which dates: a range, a season or a list; without any, all that is loaded.
struct RangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("First league date.", valueName: "YYYY-MM-DD"))
    var from: GameDate?

    @Option(help: ArgumentHelp("Last league date.", valueName: "YYYY-MM-DD"))
    var to: GameDate?

    @Option(help: ArgumentHelp("All dates of a loaded season.", valueName: "2023-24"))
    var season: Season?

    @Option(
        help: ArgumentHelp(
            "Single dates, separated by commas, or a file: one a line, or CSV with a column 'date'.",
            valueName: "YYYY-MM-DD,...|file"),
        transform: RangeOptions.list)
    var dates: [GameDate]?

    func validate() throws {
        if [season != nil, dates != nil, from != nil || to != nil].count(where: { $0 }) > 1 {
            throw ValidationError("give --from and --to, or --season, or --dates; not several of them")
        }
        if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to)") }
    }

    /// Whether any of the options was given.
    var isGiven: Bool { from != nil || to != nil || season != nil || dates != nil }

    private static func list(_ text: String) throws -> [GameDate] {
        if let content = try? String(contentsOfFile: text, encoding: .utf8) { return try file(content, text) }
        let dates = try text.split(separator: ",").map { part in
            guard let date = GameDate(String(part)) else {
                throw ValidationError("'\(part)' is no date and no file; dates look like 2023-11-20")
            }
            return date
        }
        guard !dates.isEmpty else { throw ValidationError("--dates needs at least one date") }
        return Set(dates).sorted()
    }

    /// Dates of a file: its only column, or the one named `date`.
    private static func file(_ content: String, _ path: String) throws -> [GameDate] {
        // Empty lines count, so that numbers are those of the file.
        let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { (number: $0 + 1, fields: $1.split(separator: ",", omittingEmptySubsequences: false)) }
            .filter { !$0.fields.allSatisfy { $0.trimming(" \t").isEmpty } }
        guard let header = lines.first else { throw ValidationError("the file \(path) has no dates") }
        let named = header.fields.firstIndex { $0.trimming(" \"") == "date" }
        var dates: Set<GameDate> = []
        for (number, fields) in lines.dropFirst(named == nil ? 0 : 1) {
            let field = fields.indices.contains(named ?? 0) ? fields[named ?? 0].trimming(" \"") : ""
            guard let date = GameDate(field) else {
                throw ValidationError("line \(number) of \(path): '\(field)' is no date; dates look like 2023-11-20")
            }
            dates.insert(date)
        }
        // A header with nothing below is a list too: what 'gaps --csv' writes when nothing is missing.
        return dates.sorted()
    }

    /// The dates, in order. All that is loaded is also where rows of games are that have left their date.
    func dates(_ states: UnitStates) throws -> [GameDate] {
        try dates(states.span, Array(states.calendar.seasons.keys)) { states.span(of: $0) }
    }

    /// The dates, in order, going by the loaded games alone.
    func dates(_ calendar: LeagueCalendar) throws -> [GameDate] {
        try dates(calendar.span, Array(calendar.seasons.keys)) { calendar.seasons[$0] }
    }

    private func dates(
        _ span: DateRange?, _ seasons: [Season], _ spanOfSeason: (Season) -> DateRange?
    ) throws -> [GameDate] {
        if let dates { return dates }
        if let season {
            guard let range = spanOfSeason(season) else {
                let loaded = seasons.sorted().map(\.description).joined(separator: ", ")
                throw Fault(
                    "season \(season) is not loaded", remedy: "loaded are: \(loaded.isEmpty ? "none" : loaded)")
            }
            return Array(range.dates)
        }
        guard let span else {
            if let from, let to, let range = DateRange(from, to) { return Array(range.dates) }
            throw Fault("no game is loaded", remedy: "run 'fullcourt import' with game logs first")
        }
        guard let range = DateRange(from ?? span.first, to ?? span.last) else {
            throw Fault(
                "the range is empty: loaded are \(span.first) to \(span.last)", remedy: "give both --from and --to")
        }
        return Array(range.dates)
    }
}

extension Substring {
    /// Without some characters at both ends.
    fileprivate func trimming(_ characters: String) -> String {
        trimmingCharacters(in: CharacterSet(charactersIn: characters))
    }
}
