import Yams

/// Reads YAML 1.1 text. The only file that knows of the package which does it.
package enum YAMLReader {
    /// The document; nil when there is none but comments.
    ///
    /// - Parameter file: named in errors.
    /// - Throws: what is malformed, with its line; a key that stands twice in one mapping; more than one document.
    package static func read(_ text: String, file: String) throws(DocumentError) -> YAMLNode? {
        let root: Node?
        do {
            root = try Parser(yaml: text).singleRoot()
        } catch let error as YamlError {
            throw translate(error, file)
        } catch {
            throw DocumentError("cannot read the YAML: \(error)", place: file)
        }
        guard let root else { return nil }
        return try convert(root, file, line: 1)
    }

    private static func convert(_ node: Node, _ file: String, line: Int) throws(DocumentError) -> YAMLNode {
        let line = node.mark?.line ?? line
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return YAMLNode(.scalar(scalar.string, isQuoted: isQuoted), line: line)
        case .sequence(let items):
            var list: [YAMLNode] = []
            for item in items { list.append(try convert(item, file, line: line)) }
            return YAMLNode(.list(list), line: line)
        case .mapping(let pairs):
            var entries: [YAMLNode.Entry] = []
            for (key, value) in pairs {
                let at = key.mark?.line ?? line
                guard case .scalar(let name) = key else {
                    throw DocumentError("a key must be a plain word", place: "\(file) line \(at)")
                }
                entries.append(
                    YAMLNode.Entry(key: name.string, line: at, value: try convert(value, file, line: at)))
            }
            return YAMLNode(.map(entries), line: line)
        case .alias:
            throw DocumentError("a reference (*name) to nothing", place: "\(file) line \(line)")
        }
    }

    private static func translate(_ error: YamlError, _ file: String) -> DocumentError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return DocumentError("this is not YAML: \(problem)", place: "\(file) line \(mark.line)")
        case .reader(let problem, let offset, _, _):
            let place = offset.map { "\(file) byte \($0)" } ?? file
            return DocumentError("this is not YAML: \(problem)", place: place)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return DocumentError(
                "key \(duplicates.map { "'\($0)'" }.joined(separator: ", ")) stands twice",
                place: "\(file) line \(context.mark.line)", remedy: "remove one of them")
        default: return DocumentError("cannot read the YAML: \(error)", place: file)
        }
    }
}
