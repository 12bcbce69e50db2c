package dev.kiln.processor.command;

import java.io.PrintStream;
import java.util.List;

/** The jar as a program: {@code java -jar kiln-processor.jar explain KILN-GROUPS}. */
public final class Main {

    private static final String USAGE =
            """
            usage: java -jar kiln-processor.jar COMMAND

            explain CODE               prints the page of an error or a warning: explain KILN-GROUPS
            explain                    lists all codes
            diff BEFORE AFTER          says what a change to a model cost: two reports, JSON files
            diff --markdown BEFORE AFTER   for a pull request
            """;

    private Main() {}

    /** Ends with status 0, or 2 where the arguments make no sense. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.isEmpty()) {
            err.print(USAGE);
            return 2;
        }
        List<String> rest = args.subList(1, args.size());
        try {
            switch (args.get(0)) {
                case "diff" -> out.print(Difference.of(rest));
                case "explain" -> out.print(Explanation.of(rest));
                case "help", "-h", "--help" -> out.print(USAGE);
                default -> throw new UsageException("there is no command `" + args.get(0) + "`");
            }
            return 0;
        } catch (UsageException e) {
            err.println("kiln: " + e.getMessage());
            err.print(USAGE);
            return 2;
        }
    }
}
