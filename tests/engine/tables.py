"""Tables in the manner of real exports, with the right reading of each, or the right question.

`rows` are what is to be read with no question asked; `asks` the choices that are to be asked first,
and then `rows` what the `answers` lead to; `refuses` words of what is in the way.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})
NNBSP, NBSP, THIN = "\u202f", "\u00a0", "\u2009"


class Case(NamedTuple):
    text: str
    rows: list[tuple[float, float, float]] | None = None
    roles: tuple[str, str, str] | None = None
    asks: tuple[str, ...] = ()
    answers: Mapping[str, str] = NOTHING
    refuses: str = ""
    left_out: Mapping[str, list[int]] = MappingProxyType({})


XOR = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
CASES = {
    # Germany, Austria
    "de: thousands with points, decimals with commas": Case(
        "1.200;3,5;0\n800;2,5;1\n1.450;4,25;1\n", [(1200, 3.5, 0), (800, 2.5, 1), (1450, 4.25, 1)]),
    "de: Excel with sep= and text labels": Case(
        "sep=;\r\nGröße;Gewicht;Sportlich\r\n1,75;70,5;Ja\r\n1,62;58;Nein\r\n",
        [(1.75, 70.5, 1), (1.62, 58, 0)], ("Größe", "Gewicht", "Sportlich")),
    "de: only amounts that could be either": Case(
        "Umsatz;Kosten;Gewinn?\n1.200;3.500;nein\n2.300;1.100;ja\n", asks=("decimal",),
        answers={"decimal": ","}, rows=[(1200, 3500, 0), (2300, 1100, 1)]),
    "de: the same with points for decimals": Case(
        "Umsatz;Kosten;Gewinn?\n1.200;3.500;nein\n2.300;1.100;ja\n", asks=("decimal",),
        answers={"decimal": "."}, rows=[(1.2, 3.5, 0), (2.3, 1.1, 1)]),
    "de: LibreOffice, tab, WAHR and FALSCH": Case(
        "a\tb\tok\n0,125\t1E+02\tWAHR\n-0,5\t2,5E-01\tFALSCH\n",
        [(0.125, 100, 1), (-0.5, 0.25, 0)]),
    "de: Euro and percent": Case(
        "Preis;Rabatt;gekauft\n1.234,50 €;15%;ja\n99,00 €;7,5%;nein\n",
        [(1234.5, 15, 1), (99, 7.5, 0)]),
    "de: errors of Excel": Case(
        "x1;x2;y\n1,5;2;0\n#DIV/0!;3;1\n#NV;3;1\n2,5;#WERT!;1\n3,5;4;1\n",
        [(1.5, 2, 0), (3.5, 4, 1)], left_out={"x1 is missing": [3, 4], "x2 is missing": [5]}),
    "de: a title, an empty line, units": Case(
        "Messung vom 3. Mai;;\n;;\nZeit;Weg;Klasse\n[s];[m];\n0,5;1,25;A\n1,0;2,5;B\n",
        [(0.5, 1.25, 0), (1, 2.5, 1)], ("Zeit", "Weg", "Klasse"),
        left_out={"above the names of the columns": [1], "units, not values": [4]}),
    "de: Moodle grades, quoted with commas": Case(
        "Vorname,Nachname,E-Mail-Adresse,\"Test: Kapitel 1 (Punkte)\",\"Bericht (Punkte)\","
        "Bestanden\nAnna,Alt,a@x.de,\"90,50\",\"80,25\",Ja\nMax,Berg,b@x.de,\"40,00\",-,Nein\n"
        "Cem,Can,c@x.de,\"30,00\",\"20,00\",Nein\nGesamtdurchschnitt,,,\"53,50\",\"50,13\",\n",
        [(90.5, 80.25, 1), (30, 20, 0)],
        ("Test: Kapitel 1 (Punkte)", "Bericht (Punkte)", "Bestanden"),
        left_out={"Bericht (Punkte) is missing": [3],
                  "a summary of rows, not a row": [5]}),
    "de: dates are no inputs": Case(
        "Datum;Temp;Feuchte;Regen\n01.02.2024;3,5;80;ja\n02.02.2024;5,0;60;nein\n",
        [(3.5, 80, 1), (5, 60, 0)], ("Temp", "Feuchte", "Regen")),
    "de: a number that a spreadsheet made a date": Case(
        "x1;x2;y\n1,5;2;0\n03. Mai;3;1\n2,5;4;1\n", [(1.5, 2, 0), (2.5, 4, 1)],
        left_out={"x1 is a date": [3]}),
    "de: row numbers": Case(
        "lfd. Nr.;x;y;Klasse\n1;0,5;1;A\n2;0,75;2;B\n3;1,5;3;B\n",
        [(0.5, 1, 0), (0.75, 2, 1), (1.5, 3, 1)], ("x", "y", "Klasse")),
    # Switzerland
    "ch: apostrophes": Case(
        "Alter;Lohn;Kauf\n25;4'500.50;Ja\n31;52'000.00;Nein\n", [(25, 4500.5, 1), (31, 52000, 0)]),
    "ch: typographic apostrophes and francs": Case(
        "Alter;Lohn;Kauf\n25;CHF 4’500.50;oui\n31;CHF 52’000.00;non\n",
        [(25, 4500.5, 1), (31, 52000, 0)]),
    "ch: apostrophes with decimal commas": Case(
        "a\tb\tc\n1'234,5\t2\tx\n2'345,25\t3\ty\n", [(1234.5, 2, 0), (2345.25, 3, 1)]),
    # France
    "fr: narrow no-break spaces": Case(
        f"âge;revenu;achat\n25;1{NNBSP}234,5;oui\n36;12{NNBSP}345,0;non\n",
        [(25, 1234.5, 1), (36, 12345, 0)]),
    "fr: no-break spaces and the euro": Case(
        f"âge;revenu;achat\n25;1{NBSP}234,50{NBSP}€;vrai\n36;2{NBSP}345,00{NBSP}€;faux\n",
        [(25, 1234.5, 1), (36, 2345, 0)]),
    "fr: thin and plain spaces": Case(
        f"a;b;c\n1{THIN}234{THIN}567,5;10 000;oui\n2{THIN}000,25;20 500;non\n",
        refuses="1.23457e+06", left_out={}),
    "fr: missing values": Case(
        "a;b;c\n1,5;n.d.;oui\n2,5;3;non\n3,5;4;oui\n;5;non\n", [(2.5, 3, 0), (3.5, 4, 1)],
        left_out={"b is missing": [2], "a is missing": [5]}),
    # India
    "in: lakhs": Case(
        'age,income,bought\n25,"1,23,456.70",yes\n35,"9,34,567.00",no\n',
        [(25, 123456.7, 1), (35, 934567, 0)]),
    "in: lakhs without decimals": Case(
        "age\tincome\tbought\n25\t1,23,456\tyes\n35\t9,34,567\tno\n",
        [(25, 123456, 1), (35, 934567, 0)]),
    "in: crores are too large, and can be standardised": Case(
        'age,income,bought\n25,"₹1,23,45,678",yes\n35,"₹2,34,56,789",no\n',
        refuses="Standardise the inputs"),
    # English spreadsheets
    "en: Excel with quoted thousands and decimals": Case(
        'area,price,sold\n"1,200.5","250,000",TRUE\n850,"199,999",FALSE\n',
        [(1200.5, 250000, 1), (850, 199999, 0)]),
    "en: thousands alone are asked about": Case(
        'area;price;sold\n1,200;250,000;yes\n2,850;199,999;no\n', asks=("decimal",),
        answers={"decimal": "."}, rows=[(1200, 250000, 1), (2850, 199999, 0)]),
    "en: Google Sheets, pasted": Case(
        "x1\tx2\tlabel\n0.5\t1.25\tcat\n2\t3.75\tdog\n", [(0.5, 1.25, 0), (2, 3.75, 1)]),
    "en: Numbers, pasted with units and minus signs": Case(
        "Depth\tTemp\tAlive\n−3.5 m\t−0.5 °C\tyes\n−10 m\t4 °C\tno\n",
        [(-3.5, -0.5, 1), (-10, 4, 0)]),
    "en: accounting, negative in brackets": Case(
        'change,volume,up\n"(1,234.50)",10,no\n"2,000.25",20,yes\n(15),30,no\n',
        [(-1234.5, 10, 0), (2000.25, 20, 1), (-15, 30, 0)]),
    "en: dollars and a minus before them": Case(
        "balance,age,default\n-$1500.50,30,Y\n$200.00,40,N\n", [(-1500.5, 30, 1), (200, 40, 0)]),
    "en: quoted numbers are values, not names": Case(
        '"0","0","0"\n"0","1","1"\n"1","0","1"\n"1","1","0"\n', XOR),
    "en: all cells quoted": Case(
        '"x1","x2","label"\n"0.5","1","0"\n"1.5","2","1"\n', [(0.5, 1, 0), (1.5, 2, 1)]),
    "en: a separator at the end of each line": Case(
        "x1,x2,label,\n1,2,0,\n2,3,1,\n", [(1, 2, 0), (2, 3, 1)]),
    "en: a separator at the end of the rows only": Case(
        "x1,x2,label\n1,2,0,\n2,3,1,\n", [(1, 2, 0), (2, 3, 1)]),
    "en: semicolons in a text, commas between cells": Case(
        'note,x1,x2,label\n"a; b; c",1.5,2,yes\n"d; e; f",2.5,3,no\n', [(1.5, 2, 1), (2.5, 3, 0)]),
    "en: a column saved as one cell": Case(
        '"x1,x2,label"\n"1,2,0"\n"3,4,1"\n', [(1, 2, 0), (3, 4, 1)]),
    "en: label first": Case(
        "class,x,y\nred,1,2\nblue,3,4\nred,2,1\n", [(1, 2, 1), (3, 4, 0), (2, 1, 1)],
        ("x", "y", "class")),
    "en: x, y and class": Case("x,y,class\n1,2,a\n3,4,b\n", [(1, 2, 0), (3, 4, 1)],
                               ("x", "y", "class")),
    "en: Canvas grade book": Case(
        "Student,ID,Quiz 1 (100),Quiz 2 (50),Passed\n    Points Possible,,100,50,\n"
        "\"Berg, Max\",17,50.5,20,Yes\n\"Ito, Mei\",18,80,40,No\n", [(50.5, 20, 1), (80, 40, 0)],
        ("Quiz 1 (100)", "Quiz 2 (50)", "Passed"), left_out={"a summary of rows, not a row": [2]}),
    "en: rows of different lengths": Case(
        "x1,x2,label\n1,2,0\n1,2\n3,4,1,5\n5,6,1\n", [(1, 2, 0), (5, 6, 1)],
        left_out={"fewer cells than the others": [3], "more cells than the others": [4]}),
    "en: signs of plus and minus as labels": Case(
        "x1,x2,label\n1,2,+\n3,4,-\n5,6,+\n", [(1, 2, 1), (3, 4, 0), (5, 6, 1)]),
    "en: labels that differ in case and spaces": Case(
        "x1,x2,label\n1,2,Yes\n3,4,no \n5,6,YES\n7,8,No\n",
        [(1, 2, 1), (3, 4, 0), (5, 6, 1), (7, 8, 0)]),
    "labels -1 and 1": Case("0,0,-1\n0,1,1\n1,0,1\n1,1,-1\n", XOR),
    "labels 1 and 2": Case("0,0,1\n0,1,2\n1,0,2\n1,1,1\n", XOR),
    "labels 0.0 and 1.0": Case("0.0,0.0,0.0\n0.0,1.0,1.0\n1.0,0.0,1.0\n1.0,1.0,0.0\n", XOR),
    "labels 0, 1 and 2": Case(
        "x1,x2,label\n0,0,0\n0,1,1\n1,0,2\n1,1,0\n", asks=("one",), answers={"one": "1"},
        rows=[(0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0)]),
    "a label that is always the same": Case("1,2,1\n2,3,1\n", refuses="“1” in all rows"),
    "numbers of more than 40 characters": Case(
        "x1,x2,label\n0.1000000000000000055511151231257827021181583404541015625,2,0\n1,2,1\n",
        [(0.1, 2, 0), (1, 2, 1)]),
    "spaces around cells": Case(" x1 , x2 , label \n 0.5 , 1 , 0 \n 1.5 , 2 , 1 \n",
                                [(0.5, 1, 0), (1.5, 2, 1)]),
    "infinite and absurd numbers": Case(
        "x1,x2,label\n1e999,1,0\ninf,1,0\n1,1,0\n2,2,1\n", [(1, 1, 0), (2, 2, 1)],
        left_out={"x1 is no number that can be read": [2, 3]}),
    "lone carriage returns": Case("x1,x2,label\r1,2,0\r3,4,1\r", [(1, 2, 0), (3, 4, 1)]),
    "a byte order mark": Case("\ufeffx1,x2,label\n1,2,0\n3,4,1\n", [(1, 2, 0), (3, 4, 1)]),
    "a quote that is never closed": Case(
        'x1,x2,label\n1,2,"a\n3,4,b\n5,6,a\n', [(1, 2, 0), (3, 4, 1), (5, 6, 0)]),
    # pandas
    "pandas with its index": Case(
        ",x1,x2,label\n0,0.5,1.25,1\n1,2.0,3.0,0\n2,4.0,5.5,1\n",
        [(0.5, 1.25, 1), (2, 3, 0), (4, 5.5, 1)], ("x1", "x2", "label")),
    "pandas with an index that was saved twice": Case(
        "Unnamed: 0,x1,x2,label\n0,0.5,1,True\n1,2.0,3,False\n3,1.0,3,False\n",
        [(0.5, 1, 1), (2, 3, 0), (1, 3, 0)], ("x1", "x2", "label")),
    "pandas without names": Case(
        ",0,1,2\n0,0.5,1.5,0\n1,2.5,3.5,1\n2,4.0,4.5,1\n",
        [(0.5, 1.5, 0), (2.5, 3.5, 1), (4, 4.5, 1)]),
    "pandas, missing values": Case(
        "x1,x2,label\n0.5,,1\n2.0,3.0,0\n4.0,5.5,1.0\n4.0,NaN,1.0\n1,1,\n",
        [(2, 3, 0), (4, 5.5, 1)],
        left_out={"x2 is missing": [2, 5], "label is missing": [6]}),
    "pandas, printed": Case(
        "    x1   x2 label\n0  0.5  1.2     a\n1  0.7  1.5     b\n2  0.9  3.0     a\n",
        [(0.5, 1.2, 0), (0.7, 1.5, 1), (0.9, 3, 0)], ("x1", "x2", "label")),
    "pandas to_json": Case(
        '{"x1":{"0":0.5,"1":2.0},"x2":{"0":1,"1":3},"label":{"0":"a","1":"b"}}',
        [(0.5, 1, 0), (2, 3, 1)]),
    "iris, with three classes": Case(
        "sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,setosa\n"
        "7.0,3.2,4.7,1.4,versicolor\n6.3,3.3,6.0,2.5,virginica\n4.9,3.0,1.4,0.2,setosa\n",
        asks=("x1", "one"), answers={"x1": "2", "x2": "3", "one": "setosa", "zero": "versicolor"},
        rows=[(1.4, 0.2, 1), (4.7, 1.4, 0), (1.4, 0.2, 1)]),
    # R
    "R: write.table": Case(
        '"x1" "x2" "label"\n"1" 0.5 1.2 "a"\n"2" 0.7 1.5 "b"\n"3" 0.9 3 "a"\n',
        [(0.5, 1.2, 0), (0.7, 1.5, 1), (0.9, 3, 0)], ("x1", "x2", "label")),
    "R: write.csv2": Case(
        '"";"x1";"x2";"label"\n"1";0,5;1,2;TRUE\n"2";0,7;NA;FALSE\n"3";0,9;3;FALSE\n',
        [(0.5, 1.2, 1), (0.9, 3, 0)], left_out={"x2 is missing": [3]}),
    "R: printed": Case(
        "           mpg    wt am\nMazda-RX4  21.0 2.620  1\nHornet     21.4 3.215  0\n",
        [(21, 2.62, 1), (21.4, 3.215, 0)], ("mpg", "wt", "am")),
    # Matlab, Octave, numpy
    "Matlab: a matrix": Case("A = [0 0 0; 0 1 1\n 1 0 1; 1 1 0];", XOR),
    "Matlab: displayed": Case("A =\n\n     0     0     0\n     0     1     1\n     1     0     1\n"
                              "     1     1     0\n", XOR),
    "Matlab: displayed with a factor": Case(
        "A =\n\n   1.0e+03 *\n\n    0.0010    2.5000    0.0010\n    0.0020    1.5000         0\n",
        refuses="1.0e+03"),
    "Matlab: comments of percent signs": Case(
        "% x1 x2 label\n0.5, 1, 0\n1.5, 2, 1\n", [(0.5, 1, 0), (1.5, 2, 1)]),
    "Octave: save -text": Case(
        "# Created by Octave 8.4.0, Mon Jan 01 10:00:00 2024 UTC <a@b>\n# name: A\n# type: matrix\n"
        "# rows: 4\n# columns: 3\n 0 0 0\n 0 1 1\n 1 0 1\n 1 1 0\n\n\n", XOR),
    "numpy: savetxt": Case(
        "# x1 x2 label\n0.000000000000000000e+00 0.0e+00 0.0e+00\n0.0e+00 1.0e+00 1.0e+00\n"
        "1.000000000000000000e+00 0.0e+00 1.0e+00\n1.0e+00 1.0e+00 0.0e+00\n", XOR,
        ("x1", "x2", "label")),
    "numpy: printed": Case(
        "array([[0., 0., 0.],\n       [0., 1., 1.],\n       [1., 0., 1.],\n       [1., 1., 0.]])",
        XOR),
    "Python: a list of tuples": Case("data = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]", XOR),
    # Other texts
    "Markdown": Case("| x1 | x2 | y |\n|----|:--:|--:|\n| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n"
                     "| 1 | 0 | 1 |\n| 1 | 1 | 0 |\n", XOR),
    "PostgreSQL": Case(" x1 | x2 | label \n----+----+-------\n1.5 | 2 | t\n2.5 | 3 | f\n(2 rows)\n",
                       [(1.5, 2, 1), (2.5, 3, 0)]),
    "JSON: objects": Case('[{"x": 1, "y": 2.5, "c": "a"}, {"x": 2, "y": null, "c": "b"},'
                          '{"x": 3, "y": 1, "c": "b"}]', [(1, 2.5, 0), (3, 1, 1)],
                          left_out={"y is missing": [3]}),
    "JSON: lists": Case("[[0,0,0],[0,1,1],[1,0,1],[1,1,0]]", XOR),
    "JSON: an object a line": Case('{"x1": 1, "x2": 2, "label": true}\n'
                                   '{"x1": 3, "x2": 4, "label": false}\n', [(1, 2, 1), (3, 4, 0)]),
    # The product's own
    "our data": Case("x1,x2,label\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", XOR),
    "our data with a test": Case(
        "x1,x2,label,set\n0.5,1,0,train\n1,2,1,train\n3,1,1,test\n",
        [(0.5, 1, 0), (1, 2, 1), (3, 1, 1)], ("x1", "x2", "label")),
    "our history": Case("epoch,loss,test_loss,accuracy,weight 1.0.0\n0,0.7,,0.5,0.1\n"
                        "1,0.6,,0.5,0.1\n", refuses="history of a run"),
    "our state": Case('{"glassnet": 1, "spec": "lr=0.1", "update": 0}', refuses="the saved state"),
    # What is no table
    "one column": Case("1\n2\n3\n", refuses="1 cell"),
    "nothing": Case(" \n\n", refuses="no line with anything"),
    "commas for everything": Case("x1,x2,label\n0,5,1,5,0\n1,5,2,5,1\n", refuses="nobody can tell"),
    "names only": Case("x1,x2,label\n", refuses="columns of numbers"),
    "numbers to be predicted": Case(
        "x1,x2,y\n" + "".join(f"{i},{i * 0.5},{i * 1.25 + 0.1}\n" for i in range(30)),
        refuses="30 different numbers"),
}
