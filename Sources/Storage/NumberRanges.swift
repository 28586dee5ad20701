extension Sequence<Int> {
    /// The numbers as ranges to read, in order.
    ///
    /// - Parameter widestGap: between two numbers of a range at most; what lies there is read, too.
    package func ranges(widestGap: Int) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for number in sorted() {
            if let last = ranges.last, number - last.upperBound <= widestGap {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges
    }
}
