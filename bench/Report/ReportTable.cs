using System.Globalization;
using Spectre.Console;

namespace NimbusFunctions.Bench.Report;

/// <summary>A report as a table for people.</summary>
internal static class ReportTable
{
    /// <summary>Every figure, with its target and whether that is met.</summary>
    public static Table Of(BenchReport report)
    {
        var table = New("figure", "value", "target", "met");
        table.Columns[1].RightAligned();
        foreach ((var name, var value) in report.Figures)
        {
            var target = report.Targets.FirstOrDefault(one => one.Figure == name);
            table.AddRow(name, Number(value), target?.ToString() ?? "", target is null ? "" : target.IsMetBy(value) ? "yes" : "NO");
        }

        return table;
    }

    public static Table New(params string[] columns) => new Table { Border = TableBorder.Rounded }.AddColumns(columns);

    /// <summary>With as many decimals as matter; a count has none.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch
        {
            >= 100 => "0",
            _ when double.IsInteger(value) => "0",
            >= 10 => "0.0",
            _ => "0.00",
        },
        CultureInfo.InvariantCulture);
}
