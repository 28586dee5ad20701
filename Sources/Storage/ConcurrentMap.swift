/// The results of a function over many items, in the items' order, with so many calls at a time.
package func concurrentMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: items.count)
        for (index, item) in items.enumerated() {
            if index >= max(1, width), let done = try await group.next() { results[done.0] = done.1 }
            group.addTask { (index, try await body(item)) }
        }
        for try await done in group { results[done.0] = done.1 }
        return results.compactMap(\.self)
    }
}
