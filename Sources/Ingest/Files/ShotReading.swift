import Storage

/// Parses the shot files, the largest part of an import, and puts their shots in order, beside whatever else goes on: when
/// the writer is done with the games, shots are there to be written.
struct ShotReading: Sendable {
    let files: [RecognisedFile]
    /// Each file's position, what its lines turned out to be, and its shots by game, as they are done.
    let assembled: AsyncThrowingStream<Assembled, any Error>
    private let output: AsyncThrowingStream<Assembled, any Error>.Continuation
    private let known: Task<Known?, Never>
    private let announcement: AsyncStream<Known>.Continuation

    /// The games that there are, and the number in `source_files` of every file of the import.
    private typealias Known = (games: GameDirectory, sources: [Int])
    /// The first piece is made already, so that the writer need not wait for it.
    typealias Assembled = (index: Int, parsed: ParsedFile, shots: ShotAssembly, first: ShotBatch?)

    init(_ files: [RecognisedFile]) {
        self.files = files
        (assembled, output) = AsyncThrowingStream.makeStream()
        let (stream, continuation) = AsyncStream.makeStream(of: Known.self)
        announcement = continuation
        known = Task { await stream.first { _ in true } }
    }

    /// Says which games there are; the first word counts.
    ///
    /// - Parameter sources: number in `source_files` of every file of the import.
    func begin(_ games: [Int: GameRecord], sources: [Int]) {
        if !files.isEmpty { announcement.yield((GameDirectory(games), sources)) }
        announcement.finish()
    }

    /// Reads all files; an error also ends the stream.
    func run(workers: Int, _ progress: @escaping @Sendable (String, Int) -> Void) async throws {
        defer { announcement.finish() }
        do {
            try await withTaskCancellationHandler {
                _ = try await concurrentMap(Array(files.indices), width: workers) { index in
                    try Task.checkCancellation()
                    try await read(index, progress)
                }
            } onCancel: {
                // Nobody will say any more which games there are.
                announcement.finish()
            }
            output.finish()
        } catch {
            output.finish(throwing: error)
            throw error
        }
    }

    private func read(_ index: Int, _ progress: @escaping @Sendable (String, Int) -> Void) async throws {
        let (source, file) = (files[index].source, files[index].input.file)
        var parsed = try files[index].format.parse(files[index].input)
        progress(source.name, source.bytes.count)
        guard let known = await known.value else { throw CancellationError() }
        let shots = ShotAssembly(&parsed, file: file, sourceID: known.sources[file], directory: known.games)
        output.yield((index, parsed, shots, shots.pieces.first.map { ShotBatch(shots, $0) }))
    }
}
