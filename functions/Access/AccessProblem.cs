using NimbusFunctions.Web;

namespace NimbusFunctions.Access;

/// <summary>How a refusal names what is missing.</summary>
internal static class AccessProblem
{
    /// <param name="permission">What the caller lacks; several are told apart by commas.</param>
    /// <param name="letter">What the caller wanted to do.</param>
    public static Problem Missing(string permission, Letters letter) =>
        Problem.Forbidden($"The permission {permission} ({Word(letter)}) is missing.");

    /// <summary>A single letter as a word, e.g. <c>read</c>.</summary>
    public static string Word(Letters letter) => letter.ToString().ToLowerInvariant();
}
