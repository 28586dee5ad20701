import Documents
import TestSupport
import Testing

/// What people write is checked against its shape, and every mistake is named with its line.
@Suite struct ShapeTests {
    private static let shape = Shape.record([
        Field("name", .text(), "Needed."),
        Field("count", .integer(1...9), default: .integer(3), "How many."),
        Field("share", .number(0...1), default: .real(0.5), "A part."),
        Field("color", .text(choices: ["red", "green"]), default: .string("red"), "Its colour."),
        Field("on", .boolean, default: .boolean(true), "Whether."),
        Field("day", .optional(.date), default: .null, "When."),
        Field("names", .list(of: .text()), default: .array([.string("a b"), .string("no")]), "Some."),
        Field.group("inner", [Field("depth", .number(0...(.infinity)), default: .integer(2), "Deep.")], "A group."),
        Field("by", .dictionary(keys: ["x", "y"], of: .integer(0...(.max))), default: .object([]), "By name."),
    ])

    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let says: String
        var testDescription: String { text }
        init(_ text: String, _ says: String) {
            self.text = text
            self.says = says
        }
    }

    static let mistakes = [
        Case("name: a\ncuont: 3", "there is no key 'cuont' (f.yaml line 2); did you mean count?"),
        Case("count: 3", "name is missing (f.yaml line 1); give text"),
        Case("name: a\n\n# x\ncount: 10", "count is '10' (f.yaml line 4); give an integer from 1 to 9"),
        Case("name: a\ncount: 3.5", "count is '3.5' (f.yaml line 2)"),
        Case("name: a\ncount: '3'", "count is '3' (f.yaml line 2)"),
        Case("name: a\nshare: half", "share is 'half' (f.yaml line 2); give a number from 0 to 1"),
        Case("name: a\nshare: .nan", "share is '.nan' (f.yaml line 2)"),
        Case("name: a\ncolor: rad", "color is 'rad' (f.yaml line 2); give one of red, green"),
        Case("name: a\non: yes", "on is 'yes' (f.yaml line 2); give true or false"),
        Case(
            "name: a\nday: 2024-13-01", "day is '2024-13-01' (f.yaml line 2); give a date such as 2023-11-20, or null"),
        Case("name: a\nnames: b", "names is 'b' (f.yaml line 2)"),
        Case("name: a\nnames:\n  - [x]", "names[1] is a list (f.yaml line 3)"),
        Case("name: a\ninner:\n  dept: 1", "there is no key 'inner.dept' (f.yaml line 3); did you mean inner.depth?"),
        Case("name: a\ninner: 5", "inner is '5' (f.yaml line 2); give a group of keys"),
        Case("name: a\nby:\n  z: 1", "there is no key 'by.z' (f.yaml line 3); known are: x, y"),
        Case("name: a\nname: b", "key 'name' stands twice"), Case("name: [a", "this is not YAML"),
        Case("- name", "the document is a list (f.yaml line 1)"), Case("name: ~", "name is nothing (f.yaml line 1)"),
        Case("name: 1", "name is 1, which is no text (f.yaml line 1); put it in quotes"),
        Case("a: b\n---\nc: d", "this is not YAML"),
    ]

    @Test(arguments: mistakes) func mistakesAreNamedWithTheirLine(_ mistake: Case) {
        do throws(DocumentError) {
            let read = try Self.shape.read(mistake.text, file: "f.yaml")
            Issue.record("read as \(read.value.line)")
        } catch {
            #expect("\(error)".contains(mistake.says))
        }
    }

    @Test func whatIsNotWrittenHasItsDefaultAndOnlyWhatIsWrittenHasALine() throws {
        let read = try Self.shape.read("inner:\n  depth: 1.5\nname: x", file: "f")
        #expect(read.lines["inner.depth"] == 2 && read.lines["name"] == 3 && read.lines["count"] == nil)
        let filled = Self.shape.filled(read.value)
        #expect(filled["inner"]?["depth"] == .real(1.5) && filled["count"] == .integer(3))
        #expect(filled.members?.map(\.0) == ["name", "count", "share", "color", "on", "day", "names", "inner", "by"])
    }

    @Test func whatIsWrittenOutReadsBackAndFitsTheSchema() throws {
        let values: [JSONValue] = [
            Self.shape.filled(.object([("name", .string("plain"))])),
            Self.shape.filled(
                .object([
                    ("name", .string("- \"odd\": # [x]\n2")), ("names", .array([])), ("day", .string("2024-02-29")),
                    ("by", .object([("y", .integer(7))])), ("on", .boolean(false)), ("share", .real(0.125)),
                ])),
        ]
        let schema = Self.shape.schema(title: "f")
        for value in values {
            let text = Self.shape.yaml(value, heading: ["First line.", ""])
            #expect(try Self.shape.read(text, file: "f").value == value, "\(text)")
            #expect(SchemaCheck.faults(value, schema).isEmpty)
        }
    }

    @Test(arguments: [
        #"{"name":1}"#, #"{"name":"a","count":10}"#, #"{"name":"a","color":"blue"}"#, #"{"name":"a","by":{"z":1}}"#,
        #"{"name":"a","more":1}"#, #"{"count":2}"#, #"{"name":"a","day":"tomorrow"}"#, #"{"name":"a","names":[1]}"#,
    ]) func schemaRefusesWhatTheReaderRefuses(json: String) throws {
        // JSON is YAML, but for a space behind the colons.
        let text = json.replacing(":", with: ": ")
        #expect(throws: DocumentError.self) { try Self.shape.read(text, file: "f") }
        let any = try #require(try YAMLReader.read(text, file: "f"))
        #expect(!SchemaCheck.faults(plain(any), Self.shape.schema(title: "f")).isEmpty)
    }

    /// The document as it stands, without any shape.
    private func plain(_ node: YAMLNode) -> JSONValue {
        switch node.content {
        case .scalar(let text, let isQuoted): isQuoted ? .string(text) : Int(text).map { .integer($0) } ?? .string(text)
        case .list(let items): .array(items.map { plain($0) })
        case .map(let entries): .object(entries.map { ($0.key, plain($0.value)) })
        }
    }

    @Test func nearestNameIsFoundOnlyWhereItIsNear() {
        #expect(Nearest.name(to: "wokers", among: ["workers", "output"]) == "workers")
        #expect(Nearest.name(to: "xyzzyx", among: ["workers", "output"]) == nil)
    }
}
