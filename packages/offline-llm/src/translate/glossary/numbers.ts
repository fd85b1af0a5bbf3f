/** English | Spanish | French | German: counting words. */
export const numbers = `
two | dos | deux | zwei
three | tres | trois | drei
four | cuatro | quatre | vier
five | cinco | cinq | fünf
six | seis | six | sechs
seven | siete | sept | sieben
eight | ocho | huit | acht
nine | nueve | neuf | neun
ten | diez | dix | zehn
eleven | once | onze | elf
twelve | doce | douze | zwölf
thirteen | trece | treize | dreizehn
fourteen | catorce | quatorze | vierzehn
fifteen | quince | quinze | fünfzehn
twenty | veinte | vingt | zwanzig
thirty | treinta | trente | dreißig
forty | cuarenta | quarante | vierzig
fifty | cincuenta | cinquante | fünfzig
sixty | sesenta | soixante | sechzig
`;
