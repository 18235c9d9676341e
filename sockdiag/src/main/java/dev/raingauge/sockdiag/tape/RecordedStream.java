package dev.raingauge.sockdiag.tape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file whose content is written down as it is read. Names are replaced line by line, so parts end
 * with a line then.
 */
final class RecordedStream extends InputStream {
    private static final int PART_BYTES = 32 * 1024;

    private final Recorder recorder;
    private final int question;
    private final Path file;
    private final InputStream in;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    RecordedStream(Recorder recorder, int question, Path file, InputStream in) {
        this.recorder = recorder;
        this.question = question;
        this.file = file;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count;
        try {
            count = in.read(into, from, most);
        } catch (IOException e) {
            flush(read.size());
            recorder.fault(question, e);
            throw e;
        }
        if (count > 0) {
            read.write(into, from, count);
            if (read.size() >= PART_BYTES) {
                byte[] all = read.toByteArray();
                int end = all.length;
                while (end > 0 && all[end - 1] != '\n') {
                    end--;
                }
                flush(end);
            }
        }
        return count;
    }

    private void flush(int length) {
        if (length > 0) {
            byte[] all = read.toByteArray();
            byte[] part = Arrays.copyOf(all, length);
            read.reset();
            read.write(all, length, all.length - length);
            Redactor redactor = recorder.redactor();
            recorder.part(question, redactor == null ? part : redactor.content(file, part));
        }
    }

    @Override
    public void close() throws IOException {
        flush(read.size());
        in.close();
    }
}
