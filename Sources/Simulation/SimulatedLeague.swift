import Basketball
import Foundation

/// A league that never was, in the very files that the real one publishes. The same options give the same bytes.
package struct SimulatedLeague: Sendable {
    /// A season and its games, in the order of their ids.
    package struct PlayedSeason: Sendable {
        package let season: Season
        package let games: [SimulatedGame]
    }

    package let options: LeagueOptions
    package let teams: [SimulatedTeam]
    package let seasons: [PlayedSeason]

    /// Plays all seasons.
    package init(_ options: LeagueOptions) {
        self.options = options
        var random = SeededGenerator(seed: options.seed)
        let league = League(options, &random)
        teams = league.teams
        var seasons: [PlayedSeason] = []
        for season in options.seasons {
            let schedule = Schedule(season, options, &random)
            var games: [SimulatedGame] = []
            for fixture in schedule.fixtures {
                games.append(SimulatedGame(fixture, league, options.defects, &random))
            }
            seasons.append(PlayedSeason(season: season, games: games))
        }
        self.seasons = seasons
    }

    /// Every file: its path within the folder, and its text.
    package var files: [(path: String, text: String)] {
        seasons.flatMap { played in
            let lines =
                options.lines
                ? [
                    ("lines/player_lines_\(played.season).csv", LineFiles.players(played, options)),
                    ("game_lines/game_lines_\(played.season).csv", LineFiles.games(played, options)),
                ] : []
            return [
                (
                    "game_logs_players/player_gamelogs_\(played.season).csv",
                    GameLogFiles.players(played.season, played.games)
                ),
                ("game_logs_teams/games_\(played.season).csv", GameLogFiles.teams(played.season, played.games)),
                (
                    "shots/NBA_\(played.season.startYear + 1)_Shots.csv",
                    ShotFile.text(played.season, played.games, options.defects)
                ),
            ] + lines
        } + [("players/common_player_info.csv", PlayerFile.text(teams))]
    }

    /// Writes all files into a folder, which is made where it is missing.
    package func write(to folder: String) throws {
        for (path, text) in files {
            let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
        }
    }
}
