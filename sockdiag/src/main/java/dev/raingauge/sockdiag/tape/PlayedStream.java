package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.tape.TapeIndex.Answer;
import java.io.IOException;
import java.io.InputStream;

/** The content of a recorded file, part by part. */
final class PlayedStream extends InputStream {
    private final TapeIndex index;
    private final Answer answer;
    private final String file;
    private byte[] part = {};
    private int at;
    private int next;

    PlayedStream(TapeIndex index, Answer answer, String file) throws IOException {
        this.index = index;
        this.answer = answer;
        this.file = file;
        boolean _ = fill(); // what could not be opened is refused now
    }

    private boolean fill() throws IOException {
        while (at == part.length && next < answer.frames()) {
            TapeIndex.Part read = index.part(answer, next++);
            if (read.fault()) {
                throw Fault.parse(read.bytes(), 0).toException(file);
            }
            part = read.bytes();
            at = 0;
        }
        return at < part.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? part[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(most, part.length - at);
        System.arraycopy(part, at, into, from, count);
        at += count;
        return count;
    }
}
