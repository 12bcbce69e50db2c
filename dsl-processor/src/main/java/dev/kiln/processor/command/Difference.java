package dev.kiln.processor.command;

import dev.kiln.processor.report.diff.ReportDiff;
import dev.kiln.processor.report.diff.Snapshot;
import dev.kiln.processor.report.json.JsonException;
import dev.kiln.processor.report.json.JsonReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Two reports, compared. */
final class Difference {

    private static final String MARKDOWN = "--markdown";

    private Difference() {}

    /** {@code args}: the files of the reports, and perhaps {@code --markdown}. */
    static String of(List<String> args) {
        List<String> files = args.stream().filter(a -> !a.equals(MARKDOWN)).toList();
        if (files.size() != 2) {
            throw new UsageException("diff takes two reports, before and after");
        }
        ReportDiff diff = ReportDiff.between(read(files.get(0)), read(files.get(1)));
        return args.contains(MARKDOWN) ? diff.markdown() : diff.text();
    }

    private static Snapshot read(String file) {
        try {
            return Snapshot.of(JsonReader.read(Files.readString(Path.of(file))));
        } catch (InvalidPathException | NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException("can't read " + file + ": it is no text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("can't read " + file + ": " + e.getMessage());
        } catch (JsonException e) {
            throw new UsageException("can't read " + file + " as JSON: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException("can't compare " + file + ": " + e.getMessage());
        }
    }
}
