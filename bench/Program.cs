namespace NimbusFunctions.Bench;

internal static class Program
{
    private static void Main()
    {
    }
}
