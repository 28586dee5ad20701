/// The three zones in which the tables count shots.
package enum ShotZone: String, CaseIterable, Sendable {
    case paint
    case midRange = "mid_range"
    case three = "three_pt"

    /// The zone of a shot: three = value 3; paint = restricted area or paint; mid-range = every other two.
    package init(value: Int, zoneBasic: some StringProtocol) {
        if value == 3 {
            self = .three
        } else if zoneBasic == "Restricted Area" || zoneBasic == "In The Paint (Non-RA)" {
            self = .paint
        } else {
            self = .midRange
        }
    }
}
