import Basketball
import Quality
import Testing

/// Sums over dates are the same to the last bit, in whatever order the dates came.
@Suite struct TableSumsTests {
    @Test func orderOfDatesDoesNotMatter() {
        let first = GameDate(dayNumber: 19_000)
        let values = (0..<200).map { 1 / Double($0 + 3) }
        func sums(_ order: [Int], capacity: Int) -> TableSums {
            var sums = TableSums()
            sums.byDate.reserveCapacity(capacity)
            for day in order {
                var sum = MetricSum()
                (sum.numerator, sum.denominator) = (values[day], 1)
                sums.byDate[first + day] = ["share": sum]
            }
            return sums
        }
        let expected = values.reduce(0, +)
        // Another capacity is another order of a dictionary's values.
        for (order, capacity) in [(Array(0..<200), 0), (Array((0..<200).reversed()), 5000), (Array(0..<200), 700)] {
            #expect(sums(order, capacity: capacity).total("share").numerator == expected)
        }
    }
}
