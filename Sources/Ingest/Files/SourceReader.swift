import Storage

/// A file whose format is known.
struct RecognisedFile: Sendable {
    let format: any SourceFormat.Type
    /// The file with its content.
    let input: FormatInput
    /// Columns that the format does not know.
    let unknownColumns: [String]

    var source: SourceFile { input.source }
}

/// Opens, checks and recognises the files of an import.
struct SourceReader {
    /// The name of a format to take every file for, instead of recognising it.
    let format: String?
    let workers: Int

    /// Every file, each content once.
    ///
    /// - Throws: `ImportErrors` with what is wrong with all of them.
    func read(_ items: [SourceDiscovery.Item], notes: inout [String]) async throws -> [RecognisedFile] {
        let opened = try await concurrentMap(items, width: workers) { item in
            Result { () throws(ImportError) in try SourceReader.open(item) }
        }
        var errors: [ImportError] = []
        var files: [RecognisedFile] = []
        var seen: [String: String] = [:]
        for result in opened {
            do throws(ImportError) {
                let (sources, ignored) = try result.get()
                notes += ignored
                for (source, start) in sources {
                    if let other = seen[source.contentDigest] {
                        notes.append("\(source.name) has the same content as \(other): read once")
                        continue
                    }
                    seen[source.contentDigest] = source.name
                    files.append(try recognise(source, start, position: files.count))
                }
            } catch {
                errors.append(error)
            }
        }
        guard errors.isEmpty else { throw ImportErrors(errors: errors) }
        return files
    }

    /// A path's files and the tables of its documents, each with the place where its text starts; and what is left out.
    private static func open(
        _ item: SourceDiscovery.Item
    ) throws(ImportError) -> (sources: [(SourceFile, Int)], ignored: [String]) {
        try tables(try SourceOpener.open(item.path), isNamed: item.isNamed)
    }

    /// Checks the text of files, and makes tables of documents.
    static func tables(
        _ opened: (files: [SourceFile], ignored: [String]), isNamed: Bool
    ) throws(ImportError) -> (sources: [(SourceFile, Int)], ignored: [String]) {
        let (files, ignored) = opened
        var checked: [(SourceFile, Int)] = []
        var notes = ignored.map { "\($0) is no data file: ignored" }
        for source in files {
            guard Documents.isDocument(source) else {
                checked.append((source, try SourceText.check(source)))
                continue
            }
            _ = try SourceText.check(source, isTable: false)
            switch try Documents.read(source) {
            case .tables(let tables):
                for table in tables { checked.append((try table.source(of: source), 0)) }
            case .unneeded(let reason):
                guard !isNamed else {
                    throw ImportError(.unneeded, reason, file: source.name, remedy: "leave it out")
                }
                notes.append("\(source.name): \(reason), ignored")
            }
        }
        return (checked, notes)
    }

    func recognise(_ source: SourceFile, _ start: Int, position: Int) throws(ImportError) -> RecognisedFile {
        var scanner = CSVScanner(source.bytes.buffer, from: start)
        guard scanner.next() else {
            throw ImportError(.empty, "the file has no header", file: source.name, remedy: "download it again")
        }
        let header = Header(scanner.fields.indices.map { scanner.text($0) })
        let found = try wanted(header, source.name) ?? Formats.recognise(header)
        guard let found else { throw SourceReader.unknown(header, source.name) }
        return RecognisedFile(
            format: found,
            input: FormatInput(file: position, source: source, header: header, bodyStart: start),
            unknownColumns: header.unknown(to: found.known))
    }

    /// The format that the user named; it must fit.
    private func wanted(_ header: Header, _ file: String) throws(ImportError) -> (any SourceFormat.Type)? {
        guard let format else { return nil }
        guard let found = Formats.all.first(where: { $0.name == format }) else {
            throw ImportError(
                .unknownFormat, "there is no format '\(format)'",
                remedy: "use one of \(Formats.names.joined(separator: ", "))")
        }
        let missing = found.required.filter { !header.contains($0) }
        guard missing.isEmpty else {
            throw ImportError(
                .unknownFormat, "not a \(format) file: it lacks \(missing.joined(separator: ", "))", file: file,
                line: 1,
                remedy: "leave --format out to have it recognised")
        }
        // The rows would be read as what they are not: a player's line as a team's.
        let foreign = found.forbidden.filter { header.contains($0) }
        guard foreign.isEmpty else {
            throw ImportError(
                .unknownFormat, "not a \(format) file: \(foreign.joined(separator: ", ")) is of another format",
                file: file, line: 1, remedy: "leave --format out to have it recognised")
        }
        return found
    }

    private static func unknown(_ header: Header, _ file: String) -> ImportError {
        if header.names.count == 1, let only = header.names.first,
            let delimiter = [";", "\t", "|"].first(where: { only.contains($0) })
        {
            let name = delimiter == "\t" ? "tabs" : "'\(delimiter)'"
            return ImportError(
                .unknownFormat, "the columns are separated by \(name), not by commas", file: file, line: 1,
                remedy: "save it with commas")
        }
        guard let (nearest, missing) = Formats.nearest(to: header) else {
            return ImportError(
                .unknownFormat, "the columns are those of no known format", file: file, line: 1,
                remedy: "known are \(Formats.names.joined(separator: ", "))")
        }
        return ImportError(
            .unknownFormat,
            "no known format has these columns; the nearest, \(nearest.name), needs also "
                + missing.joined(separator: ", "), file: file, line: 1, remedy: "add them or leave the file out")
    }
}

extension Result {
    /// The outcome of a body with typed throws.
    fileprivate init(_ body: () throws(Failure) -> Success) {
        do throws(Failure) { self = .success(try body()) } catch { self = .failure(error) }
    }
}
