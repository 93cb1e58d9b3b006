import Liquid

extension FuzzTarget {
    static let liquid = FuzzTarget("liquid", seeds: [".liquid", ".yaml"], dictionary: "liquid") { bytes in
        let template = Liquid.parse(bytes.text)
        let count = bytes.text.utf8.count
        for variable in template.variables {
            try hold(variable.range.upperBound <= count, "a variable stands in the text")
            try hold(variable.path.count == variable.ranges.count, "each part of a variable has its place")
        }
        for problem in template.problems { try hold(problem.range.upperBound <= count, "a problem stands in the text") }
        try hold(Liquid.isTemplate(bytes.text) || template.variables.isEmpty, "what is no template has no variables")
    }
}
