/**
 * Subject, object | Spanish subject (`-` is left out), object, after a preposition | French the same |
 * German nominative, accusative, dative.
 */
export const pronouns = `
I me | - me mí | je me moi | ich mich mir
you you | - le usted | vous vous vous | Sie Sie Ihnen
he him | él lo él | il le lui | er ihn ihm
she her | ella la ella | elle la elle | sie sie ihr
it it | - lo ello | il le cela | es es ihm
we us | - nos nosotros | nous nous nous | wir uns uns
they them | - los ellos | ils les eux | sie sie ihnen
`;
