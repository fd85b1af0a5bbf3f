/** A valence on VADER's scale, from -4 (very bad) to 4 (very good), and the cues that carry it; 0 takes a plain phrase out. */
export type CueRow = readonly [valence: number, ...cues: string[]];
