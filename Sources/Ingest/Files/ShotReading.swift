import Storage

/// Parses the shot files, the largest part of an import, beside whatever else goes on.
struct ShotReading: Sendable {
    let files: [RecognisedFile]
    /// Each file's position and what its lines turned out to be, as they are done.
    let parsed: AsyncThrowingStream<(Int, ParsedFile), any Error>
    private let output: AsyncThrowingStream<(Int, ParsedFile), any Error>.Continuation

    init(_ files: [RecognisedFile]) {
        self.files = files
        (parsed, output) = AsyncThrowingStream.makeStream()
    }

    /// Parses all files; an error also ends the stream.
    func run(workers: Int, _ progress: @escaping @Sendable (String, Int) -> Void) async throws {
        let (files, output) = (self.files, self.output)
        do {
            _ = try await concurrentMap(Array(files.indices), width: workers) { index in
                try Task.checkCancellation()
                let source = files[index].source
                output.yield((index, try files[index].format.parse(files[index].input)))
                progress(source.name, source.bytes.count)
            }
            output.finish()
        } catch {
            output.finish(throwing: error)
            throw error
        }
    }
}
