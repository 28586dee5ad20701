import ArgumentParser
import Basketball
import Foundation
import Simulation

/// `fullcourt simulate`: files of a league that never was.
struct SimulateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write the files of a simulated league: made-up teams, players and games.",
        discussion: """
            The files have the formats and names of the real ones, so everything can be tried without them. \
            The same options give the same bytes.

            EXAMPLES:
              fullcourt simulate sample/
              fullcourt simulate sample/ --seasons 2021-22,2022-23 --teams 30 --games 82 --defects --lines
            """)

    @Argument(help: "The folder to write to.")
    var folder: String

    @Option(help: "Where the random numbers start.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("Seasons, separated by commas. (default: 2023-24)", valueName: "2023-24,..."),
        transform: SimulateVerb.seasons)
    var seasons: [Season] = [Season(startYear: 2023)]

    @Option(help: "Teams, an even number from 2 to 30.")
    var teams = 8

    @Option(help: "Games of each team in a season.")
    var games = 20

    @Flag(help: "Put in what the real files get wrong: neutral sites, shared game ids, old coordinates and so on.")
    var defects = false

    @Flag(help: "Also files with betting lines. The games are the same with and without.")
    var lines = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (2...30).contains(teams), teams % 2 == 0 else {
            throw ValidationError("--teams is an even number from 2 to 30")
        }
        guard (1...100).contains(games) else { throw ValidationError("--games is 1 to 100") }
    }

    func run() async throws {
        let league = SimulatedLeague(
            LeagueOptions(
                seed: seed, seasons: seasons, teams: teams, gamesPerTeam: games, defects: defects ? .all : [],
                lines: lines)
        )
        do { try league.write(to: folder) } catch {
            throw Fault(
                "cannot write the files: \(error.localizedDescription)", place: folder, remedy: "name another folder")
        }
        let files = league.files.map { SimulatedFile(path: "\(folder)/\($0.path)", bytes: $0.text.utf8.count) }
        try TextStream.output.write(
            Output.render(
                kind: "simulate", rows: files,
                summary: [
                    ("simulated", .boolean(true)), ("seed", .integer(Int(truncatingIfNeeded: seed))),
                    ("games", .integer(league.seasons.reduce(0) { $0 + $1.games.count })),
                ], format: try global.format(), terminal: global.terminal))
    }

    private static func seasons(_ text: String) throws -> [Season] {
        let seasons = try text.split(separator: ",").map { part in
            guard let season = Season(part) else {
                throw ValidationError("'\(part)' is no season; seasons look like 2023-24")
            }
            return season
        }
        guard !seasons.isEmpty else { throw ValidationError("--seasons needs at least one season") }
        return Set(seasons).sorted()
    }
}

/// A file that was written.
private struct SimulatedFile: Listing {
    static let columns = [ListingColumn("file"), ListingColumn("bytes", alignment: .right)]
    let path: String
    let bytes: Int
    var cells: [Cell] { [.text(path), .integer(bytes)] }
}
