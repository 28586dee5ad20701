import Storage
import TestSupport
import Testing

/// Shots of real files of different years, which differ in scale, offset and mirror, on one court.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent: no real shot files are read"))
struct RealShotTests {
    @Test(arguments: [("2020-21", 2021, 873), ("2024-25", 2025, 0)])
    func everyYearComesOutInOneCoordinateSystem(season: String, year: Int, repaired: Int) async throws {
        let folder = try #require(SharedData.folder)
        let lab = try Lab()
        let report = try await lab.importFiles(
            SharedData.gameLogs(season) + ["\(folder)/shots/NBA_\(year)_Shots.csv.zip"])
        let shots = try #require(report.tables.first { $0.name == "shots" })
        #expect(shots.repaired == repaired && shots.quarantined == 0 && shots.new > 180_000)
        // The file's own distance in whole feet, and its own left and right, against the coordinates.
        let far = try await lab.count(
            "SELECT count(*) FROM shots WHERE abs(sqrt(x_ft * x_ft + y_ft * y_ft) - distance_ft - 0.5) > 1")
        #expect(try #require(far) <= shots.new / 100)
        let sides = try await lab.count(
            """
            SELECT count(*) FROM shots WHERE zone_area LIKE 'Left%' AND x_ft > 0 OR zone_area LIKE 'Right%' AND x_ft < 0
            """)
        #expect(try #require(sides) <= shots.new / 100)
    }
}
